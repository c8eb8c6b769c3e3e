DROP TABLE task_tags;
DROP TABLE tasks;
DROP FUNCTION index_task_tags;
