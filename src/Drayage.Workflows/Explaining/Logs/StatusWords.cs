namespace Drayage.Workflows.Explaining.Logs;

/// <summary>Finds the HTTP status that a message tells, and takes no other number for one.</summary>
internal static class StatusWords
{
    private const int Digits = 3;

    // What stands before the number: "HTTP 403", "HTTP/1.1 403", "status code 403", "E403", "HTTPError: 403", "(status 403", "npm error 403".
    private static readonly string[] Before =
    [
        "HTTP ", "HTTP/1.1 ", "HTTP/2 ", "HTTP/2.0 ", "HTTP Error ", "HTTPError: ", "status code ", "status code: ", "statuscode: ", "status: ", "status ", "status=", "code: ", "code=", "code E", "success: ",
        "response: ", "returned error: ", "responded with ", "answered ", "npm error ", "npm ERR! ", "StatusCode: ", "http status: ", "HTTP code ", "got ", "received \"",
    ];

    private static readonly string[] After =
    [
        " Bad Request", " Unauthorized", " Payment Required", " Forbidden", " Not Found", " Method Not Allowed", " Proxy Authentication", " Conflict", " Gone", " Request Entity Too Large", " Payload Too Large",
        " Content Too Large", " Unsupported Media Type", " Requested Range Not Satisfiable", " Range Not Satisfiable", " Unprocessable", " Too Many Requests", " Internal Server Error", " Bad Gateway", " Service Unavailable",
        " Gateway Time", " Client Error", " Server Error", " (Bad", " (Unauth", " (Forbid", " (Not ", " (Conflict", " (Too", " (Request", " (Internal", " (Service",
    ];

    /// <returns>From 400 to 599; null where the line tells none.</returns>
    public static int? In(ReadOnlySpan<char> line)
    {
        for (var at = 0; at + Digits <= line.Length; at++)
        {
            var found = line[at..].IndexOfAny('4', '5');
            if (found < 0)
                return null;
            at += found;
            if (IsNumber(line, at) && (EndsWithAny(line[..at]) || BeginsWithAny(line[(at + Digits)..])))
                return int.Parse(line.Slice(at, Digits), System.Globalization.CultureInfo.InvariantCulture);
        }

        return null;
    }

    private static bool IsNumber(ReadOnlySpan<char> line, int at) =>
        at + Digits <= line.Length
        && char.IsAsciiDigit(line[at + 1]) && char.IsAsciiDigit(line[at + 2])
        && (at + Digits == line.Length || !(char.IsAsciiLetterOrDigit(line[at + Digits]) || (line[at + Digits] == '.' && at + Digits + 1 < line.Length && char.IsAsciiDigit(line[at + Digits + 1]))))
        && (at == 0 || !char.IsAsciiDigit(line[at - 1]));

    private static bool EndsWithAny(ReadOnlySpan<char> text)
    {
        foreach (var words in Before)
        {
            if (text.EndsWith(words, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static bool BeginsWithAny(ReadOnlySpan<char> text)
    {
        foreach (var words in After)
        {
            if (text.StartsWith(words, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
