using System.Globalization;

namespace Drayage.Workflows.Reading;

/// <summary>One walk along a text of a file and its decoded form.</summary>
internal sealed class ScalarWalk
{
    private readonly string file;
    private readonly string value;
    private readonly int[] offsets;
    private int at;

    private ScalarWalk(string file, string value, int at)
    {
        this.file = file;
        this.value = value;
        this.at = at;
        offsets = new int[value.Length + 1];
    }

    public int[] Offsets => offsets;

    public int End { get; private set; }

    /// <returns>Null where the two do not agree.</returns>
    public static ScalarWalk? Block(string file, string value, int start)
    {
        var content = start;
        while (content < file.Length && BreakAt(file, content) == 0)
            content++;
        content += content < file.Length ? BreakAt(file, content) : 0;
        var walk = new ScalarWalk(file, value, content);
        return walk.WalkBlock(IndentOf(file, value, content)) ? walk : null;
    }

    /// <returns>Null where the two do not agree.</returns>
    public static ScalarWalk? Flow(string file, string value, TextStyle style, int start)
    {
        var walk = new ScalarWalk(file, value, style == TextStyle.Plain ? start : start + 1);
        return walk.WalkFlow(style) ? walk : null;
    }

    // What the file has more of, before the first line that is not empty, is the indentation; also with an explicit indicator.
    private static int IndentOf(string file, string value, int content)
    {
        var text = value.AsSpan().TrimStart('\n');
        var wanted = text.Length - text.TrimStart(' ').Length;
        var line = content;
        while (line < file.Length)
        {
            var first = line;
            while (first < file.Length && file[first] == ' ')
                first++;
            if (first < file.Length && BreakAt(file, first) == 0)
                return Math.Max(0, first - line - wanted);
            line = first + (first < file.Length ? BreakAt(file, first) : 1);
        }

        return 0;
    }

    private static int BreakAt(string file, int at) => file[at] switch
    {
        '\r' => at + 1 < file.Length && file[at + 1] == '\n' ? 2 : 1,
        '\n' or '\u0085' or '\u2028' or '\u2029' => 1,
        _ => 0,
    };

    private bool WalkBlock(int indent)
    {
        var next = 0;
        SkipIndent(indent);
        End = at;
        while (next < value.Length)
        {
            if (at < file.Length && BreakAt(file, at) == 0)
            {
                if (file[at] != value[next])
                    return false;
                offsets[next++] = at++;
                End = at;
            }
            else if (!Gap(ref next, () => SkipIndent(indent)))
            {
                return false;
            }
        }

        offsets[value.Length] = End;
        return true;
    }

    private bool WalkFlow(TextStyle style)
    {
        var next = 0;
        while (next < value.Length)
        {
            if (at >= file.Length)
                return false;
            if (style == TextStyle.DoubleQuoted && file[at] == '\\')
            {
                if (!Escape(ref next))
                    return false;
            }
            else if (BreakFollows())
            {
                if (!Gap(ref next, SkipBlanks))
                    return false;
            }
            else if (file[at] != value[next])
            {
                return false;
            }
            else
            {
                offsets[next++] = at;
                at += style == TextStyle.SingleQuoted && file[at] == '\'' ? 2 : 1;
            }
        }

        offsets[value.Length] = at;
        if (style == TextStyle.DoubleQuoted)
            SkipContinuations();
        End = style == TextStyle.Plain ? at : Math.Min(at + 1, file.Length);
        return true;
    }

    // Blanks before a line end in the middle of a flow text are dropped by folding.
    private bool BreakFollows()
    {
        var ahead = at;
        while (ahead < file.Length && file[ahead] is ' ' or '\t')
            ahead++;
        return ahead < file.Length && BreakAt(file, ahead) > 0;
    }

    // k line ends of the file became one space, or k or k-1 line ends of the text.
    private bool Gap(ref int next, Action skipIndent)
    {
        var breaks = new List<int>();
        while (at < file.Length)
        {
            var blanks = at;
            while (blanks < file.Length && file[blanks] is ' ' or '\t')
                blanks++;
            if (blanks >= file.Length || BreakAt(file, blanks) == 0 || (breaks.Count > 0 && value.AsSpan(next).StartsWith("\n ") && MoreThanBreaks(next, breaks.Count)))
                break;
            breaks.Add(blanks);
            at = blanks + BreakAt(file, blanks);
        }

        return Fold(ref next, breaks, skipIndent);
    }

    // A line of blanks longer than the indentation is text of its own, not part of the gap.
    private bool MoreThanBreaks(int next, int taken)
    {
        var ends = next;
        while (ends < value.Length && value[ends] == '\n')
            ends++;
        return ends - next <= taken;
    }

    private bool Fold(ref int next, List<int> breaks, Action skipIndent)
    {
        var wanted = 0;
        while (next + wanted < value.Length && value[next + wanted] == '\n')
            wanted++;
        // At the end of the file the last line end may be missing.
        if (breaks.Count == 0)
            breaks.Add(file.Length);
        if (wanted == 0)
        {
            if (value[next] != ' ' || breaks.Count != 1)
                return false;
            offsets[next++] = breaks[0];
        }
        else
        {
            var dropped = breaks.Count - wanted;
            if (dropped < 0)
                return false;
            // What is dropped at the end of a block stands behind the text, what is dropped inside stands before the kept ones.
            if (next + wanted == value.Length || dropped > 1)
                dropped = 0;
            for (var kept = 0; kept < wanted; kept++)
                offsets[next++] = breaks[kept + dropped];
        }

        skipIndent();
        return true;
    }

    private void SkipIndent(int indent)
    {
        for (var skipped = 0; skipped < indent && at < file.Length && file[at] == ' '; skipped++)
            at++;
    }

    private void SkipBlanks()
    {
        while (at < file.Length && file[at] is ' ' or '\t')
            at++;
    }

    private bool Escape(ref int next)
    {
        if (at + 1 >= file.Length)
            return false;
        if (SkipContinuation())
            return true;
        var digits = file[at + 1] switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (at + 2 + digits > file.Length)
            return false;
        offsets[next++] = at;
        if (digits == 8 && int.TryParse(file.AsSpan(at + 2, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code) && code > 0xFFFF && next < value.Length)
            offsets[next++] = at;
        at += 2 + digits;
        return true;
    }

    private void SkipContinuations()
    {
        while (at + 1 < file.Length && file[at] == '\\' && SkipContinuation())
        {
        }
    }

    private bool SkipContinuation()
    {
        var width = BreakAt(file, at + 1);
        if (width == 0)
            return false;
        at += 1 + width;
        SkipBlanks();
        return true;
    }
}
