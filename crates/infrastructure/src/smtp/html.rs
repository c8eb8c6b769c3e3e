//! The HTML version of a plain text.

/// A page with the paragraphs of a text. A line that is a URL becomes a link. Mails are in English.
pub(super) fn html(title: &str, text: &str) -> String {
    let lines: Vec<_> = text.lines().collect();
    let paragraphs = lines.split(|line| line.trim().is_empty());
    let paragraphs: Vec<_> = paragraphs
        .filter(|lines| !lines.is_empty())
        .map(|lines| {
            let lines: Vec<_> = lines.iter().copied().map(line).collect();
            format!("<p>{}</p>\n", lines.join("\n"))
        })
        .collect();
    let paragraphs = paragraphs.concat();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>{}</title>\n</head>\n<body>\n{paragraphs}</body>\n</html>\n",
        escape(title)
    )
}

fn line(text: &str) -> String {
    let escaped = escape(text);
    let is_url = ["http://", "https://"]
        .iter()
        .any(|start| text.starts_with(start));
    if is_url && !text.contains(char::is_whitespace) {
        format!("<a href=\"{escaped}\">{escaped}</a>")
    } else {
        escaped
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_kept_and_a_url_becomes_a_link() {
        let text = "Open this\nlink:\r\n\r\nhttps://errand.example.org/#token=1\n\n\nGood luck.\n";
        let html = html("Hello", text);
        let expected = "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n\
            <meta charset=\"utf-8\">\n<title>Hello</title>\n</head>\n<body>\n\
            <p>Open this\nlink:</p>\n\
            <p><a href=\"https://errand.example.org/#token=1\">\
            https://errand.example.org/#token=1</a></p>\n\
            <p>Good luck.</p>\n</body>\n</html>\n";
        assert_eq!(html, expected);
    }

    #[test]
    fn no_text_becomes_markup() {
        let html = html(
            "</title>&",
            "<b>\"&amp;\n\nhttps://a/?b=1&c=\"><i>\n\nhttps://a b",
        );
        for expected in [
            "<title>&lt;/title&gt;&amp;</title>",
            "<p>&lt;b&gt;&quot;&amp;amp;</p>",
            "<a href=\"https://a/?b=1&amp;c=&quot;&gt;&lt;i&gt;\">",
            "<p>https://a b</p>",
        ] {
            assert!(html.contains(expected), "{expected}: {html}");
        }
    }
}
