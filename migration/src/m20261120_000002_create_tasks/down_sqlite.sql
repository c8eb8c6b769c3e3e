DROP TABLE tasks_to_index;
DROP TABLE tasks_search;
DROP TABLE task_tags;
DROP TABLE tasks;
