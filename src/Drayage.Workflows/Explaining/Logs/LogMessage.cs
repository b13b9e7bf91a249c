using System.Text;

namespace Drayage.Workflows.Explaining.Logs;

/// <summary>
/// A message of one or several lines: many programs break long messages and indent what follows. It is looked at as one text, in
/// which every place still knows its line.
/// </summary>
internal sealed class LogMessage
{
    // An indented block that is longer is a listing, of which each part is looked at on its own.
    private const int MostLines = 12;
    private const int LongestText = 4000;

    private readonly StringBuilder text = new();
    private bool isTaken;
    private readonly List<(int Offset, int Line)> lines = [];

    /// <summary>The line that the message last taken begins in.</summary>
    public int FirstLine => lines.Count > 0 ? lines[0].Line : 0;

    public bool Continues(CleanLine line) =>
        !isTaken && lines.Count is > 0 and < MostLines
        && line.Mark == LogMark.None
        && text.Length < LongestText
        && (line.Text.StartsWith("  ", StringComparison.Ordinal) || line.Text.StartsWith('\t'));

    public void Add(CleanLine line, int number)
    {
        if (isTaken)
        {
            text.Clear();
            lines.Clear();
            isTaken = false;
        }

        if (text.Length > 0)
            text.Append(' ');
        lines.Add((text.Length, number));
        text.Append(line.Text.AsSpan().Trim());
    }

    /// <summary>The whole message. The next line begins a new one.</summary>
    public string Take()
    {
        var whole = isTaken ? "" : text.ToString();
        isTaken = true;
        return whole;
    }

    /// <summary>The line of a place in the message last taken.</summary>
    public int LineAt(int offset) => lines.Last(line => line.Offset <= offset).Line;
}
