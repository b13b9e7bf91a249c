using System.Buffers;
using System.Text;

namespace Drayage.Workflows.Explaining.Logs;

/// <summary>A line of a log without what the terminal and the runner added: escape sequences, timestamps, marks.</summary>
/// <param name="Text">What the program wrote.</param>
internal readonly record struct CleanLine(string Text, LogMark Mark)
{
    private const char Escape = '\u001b';

    // "2026-11-26T05:00:00.1234567Z " and the shorter forms.
    private const int ShortestTimestamp = 20;
    private const int LongestTimestamp = 36;

    private static readonly SearchValues<char> OfTimestamp = SearchValues.Create("0123456789-:.T");

    private static readonly (string Text, LogMark Mark)[] Marks =
    [
        ("##[group]Run ", LogMark.RunBegin),
        ("##[group]", LogMark.GroupBegin),
        ("::group::", LogMark.GroupBegin),
        ("##[endgroup]", LogMark.GroupEnd),
        ("::endgroup::", LogMark.GroupEnd),
        ("##[error]", LogMark.Error),
        ("::error::", LogMark.Error),
        ("##[warning]", LogMark.None),
        ("##[notice]", LogMark.None),
        ("##[debug]", LogMark.None),
        ("##[command]", LogMark.Command),
        ("[command]", LogMark.Command),
        ("+ ", LogMark.Command),
        ("$ ", LogMark.Command),
    ];

    public static CleanLine Of(ReadOnlySpan<char> raw)
    {
        var text = WithoutTimestamp(raw.Contains(Escape) ? WithoutEscapes(raw) : raw).TrimStart('\uFEFF');
        foreach (var (marked, mark) in Marks)
        {
            if (text.StartsWith(marked, StringComparison.Ordinal))
                return new CleanLine(text[marked.Length..].ToString(), mark);
        }

        return new CleanLine(text.ToString(), LogMark.None);
    }

    // "job<TAB>step<TAB>timestamp text" is how gh prints the log of a run.
    private static ReadOnlySpan<char> WithoutTimestamp(ReadOnlySpan<char> line)
    {
        line = line.TrimStart('\uFEFF');
        if (TimestampEnd(line) is > 0 and var end)
            return line[end..];
        var tab = line.IndexOf('\t');
        var second = tab < 0 ? -1 : line[(tab + 1)..].IndexOf('\t');
        if (second < 0)
            return line;
        var rest = line[(tab + second + 2)..].TrimStart('\uFEFF');
        return TimestampEnd(rest) is > 0 and var after ? rest[after..] : line;
    }

    private static int TimestampEnd(ReadOnlySpan<char> line)
    {
        if (line.Length < ShortestTimestamp || line[4] != '-' || line[7] != '-' || line[10] != 'T' || line[13] != ':' || !char.IsAsciiDigit(line[0]))
            return 0;
        var end = line[..Math.Min(line.Length, LongestTimestamp)].IndexOf('Z');
        if (end < 0 || line[..end].ContainsAnyExcept(OfTimestamp))
            return 0;
        return end + 1 < line.Length && line[end + 1] == ' ' ? end + 2 : end + 1;
    }

    // ECMA-48: CSI ends with a byte from @ to ~, OSC with BEL or ST; others are of two characters.
    private static string WithoutEscapes(ReadOnlySpan<char> line)
    {
        var text = new StringBuilder(line.Length);
        while (line.IndexOf(Escape) is >= 0 and var at)
        {
            text.Append(line[..at]);
            line = line[(at + EscapeLength(line[at..]))..];
        }

        return text.Append(line).ToString();
    }

    private static int EscapeLength(ReadOnlySpan<char> sequence)
    {
        if (sequence.Length < 2)
            return sequence.Length;
        switch (sequence[1])
        {
            case '[':
                var final = sequence[2..].IndexOfAnyInRange('@', '~');
                return final < 0 ? sequence.Length : final + 3;
            case ']':
                var end = sequence[2..].IndexOfAny('\a', Escape);
                if (end < 0)
                    return sequence.Length;
                return end + (sequence[end + 2] == '\a' ? 3 : Math.Min(4, sequence.Length - end));
            default:
                return 2;
        }
    }
}
