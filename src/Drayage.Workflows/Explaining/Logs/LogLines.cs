using System.Runtime.CompilerServices;
using System.Text;

namespace Drayage.Workflows.Explaining.Logs;

/// <summary>Reads a log line by line. Lines end with a line feed; a carriage return inside begins the line anew, as on a terminal.</summary>
internal static class LogLines
{
    private const int BufferSize = 32 * 1024;

    // A line is looked at in pieces of this size, so that one without end costs no more memory than others.
    private const int LongestLine = 1024 * 1024;

    public static async IAsyncEnumerable<(int Number, string Text)> ReadAsync(TextReader reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new char[BufferSize];
        var line = new StringBuilder();
        var number = 1;
        int count;
        while ((count = await reader.ReadAsync(buffer, cancellationToken)) > 0)
        {
            var from = 0;
            while (from < count)
            {
                var end = buffer.AsSpan(from, count - from).IndexOfAny('\n', '\r');
                line.Append(buffer, from, end < 0 ? count - from : end);
                if (end < 0 && line.Length < LongestLine)
                    break;
                if (line.Length > 0)
                    yield return (number, line.ToString());
                line.Clear();
                if (end < 0)
                    break;
                number += buffer[from + end] == '\n' ? 1 : 0;
                from += end + 1;
            }
        }

        if (line.Length > 0)
            yield return (number, line.ToString());
    }
}
