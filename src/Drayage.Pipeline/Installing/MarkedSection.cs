using System.Text;
using Drayage.Model;

namespace Drayage.Pipeline.Installing;

/// <summary>The part of a Markdown file between two marks of ours. Everything outside belongs to the file's authors and is kept to the byte.</summary>
public sealed class MarkedSection
{
    public const string Begin = "<!-- drayage install: begin -->";
    public const string End = "<!-- drayage install: end -->";
    private const string Heading = "## Install";

    private readonly string text;
    private readonly string lineEnding;
    private readonly int start;
    private readonly int end;

    private MarkedSection(string text, int start, int end, int line)
    {
        this.text = text;
        this.start = start;
        this.end = end;
        Line = line;
        // Also of a file that ends within its first line, so that writing it twice decides the same.
        var firstLine = text.AsSpan(0, text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var first ? first : text.Length);
        lineEnding = firstLine.EndsWith('\r') ? "\r\n" : "\n";
    }

    /// <summary>Line of the mark where the section begins, from 1; 0 where the file has no section yet.</summary>
    public int Line { get; }

    /// <param name="file">A file in UTF-8, or in whatever else holds the marks in ASCII.</param>
    /// <param name="path">For messages.</param>
    /// <exception cref="ReleaseException">The marks are not one pair in order, or the file is in UTF-16.</exception>
    public static MarkedSection Find(ReadOnlySpan<byte> file, string path)
    {
        // Text of one encoding within another is unreadable for everybody.
        if (file is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            throw new ReleaseException(ExitCode.Refused, $"the install section of {path} cannot be written", "the file is in UTF-16", "save it in UTF-8");
        // A character a byte, so that bytes that are no UTF-8 survive.
        var read = Encoding.Latin1.GetString(file);
        var marks = Marks(read);
        return marks switch
        {
            [] => new MarkedSection(read, read.Length, read.Length, 0),
            [{ IsBegin: true } begin, { IsBegin: false } end] => new MarkedSection(read, begin.After, end.Before, begin.Line),
            [{ IsBegin: true } only] => throw Refusal(path, only, $"'{Begin}' has no '{End}' after it"),
            [{ IsBegin: false } only, ..] => throw Refusal(path, only, $"'{End}' has no '{Begin}' before it"),
            [_, { IsBegin: true } second, ..] => throw Refusal(path, second, "a second section begins before the first has ended"),
            [_, _, var third, ..] => throw Refusal(path, third, "there is more than one section"),
        };
    }

    /// <summary>The whole file with the section's content replaced, or with a section at its end where it had none.</summary>
    /// <param name="content">Markdown with <c>\n</c>; the file's own line ending is used.</param>
    public byte[] With(string content)
    {
        var written = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes($"\n{content}\n".Replace("\n", lineEnding, StringComparison.Ordinal)));
        return Encoding.Latin1.GetBytes(Line > 0 ? $"{text[..start]}{written}{text[end..]}" : Appended(written));
    }

    private string Appended(string written)
    {
        var gap = text.Length == 0 ? "" : text.EndsWith('\n') ? lineEnding : lineEnding + lineEnding;
        return $"{text}{gap}{Heading}{lineEnding}{lineEnding}{Begin}{lineEnding}{written}{End}{lineEnding}";
    }

    /// <summary>Marks stand alone on their line. What a code block shows is no mark.</summary>
    private static List<Mark> Marks(string text)
    {
        var marks = new List<Mark>();
        string? fence = null;
        for (int before = 0, line = 1; before < text.Length; line++)
        {
            var newline = text.IndexOf('\n', before);
            var after = newline < 0 ? text.Length : newline + 1;
            var content = text.AsSpan(before, after - before).Trim();
            if (fence is not null)
                fence = content.StartsWith(fence, StringComparison.Ordinal) && content.TrimStart(fence[0]).IsEmpty ? null : fence;
            else if (content.StartsWith("```", StringComparison.Ordinal) || content.StartsWith("~~~", StringComparison.Ordinal))
                fence = new string(content[0], content.Length - content.TrimStart(content[0]).Length);
            else if (content.SequenceEqual(Begin) || content.SequenceEqual(End))
                marks.Add(new Mark(content.SequenceEqual(Begin), before, after, line));
            before = after;
        }

        return marks;
    }

    private static ReleaseException Refusal(string path, Mark mark, string because) => new(
        ExitCode.Refused, $"the install section of {path} cannot be found", $"{path}:{mark.Line}:1: {because}", "leave one pair of marks, each alone on its line, or none");

    private sealed record Mark(bool IsBegin, int Before, int After, int Line);
}
