using System.Collections.Immutable;
using Drayage.Model;

namespace Drayage.Formats.Ini;

/// <summary>Reads line by line, as Python does; messages quote nothing of the file but keys and sections, since values may be secrets.</summary>
internal sealed class IniReader(string path)
{
    private readonly List<Section> sections = [];
    private Section? section;
    private Entry? entry;
    private int indentation;
    private int number;

    public IniDocument Read(string text)
    {
        foreach (var line in text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n'))
        {
            number++;
            Take(line);
        }

        return new IniDocument(sections.Select(read => KeyValuePair.Create(
            read.Name, read.Entries.Select(found => new IniEntry(found.Key, found.At, found.Lines.ToImmutableArray())))));
    }

    /// <summary>What Python takes for white space at the end of a text.</summary>
    public static string TrimEnd(string text)
    {
        var end = text.Length;
        while (end > 0 && IsSpace(text[end - 1]))
            end--;
        return text[..end];
    }

    private void Take(string line)
    {
        var indent = line.TakeWhile(IsSpace).Count();
        var content = TrimEnd(line[indent..]);
        if (content.Length == 0)
        {
            entry?.Lines.Add(new IniLine("", At(0)));
            return;
        }

        if (content[0] is '#' or ';')
            return;
        if (entry is not null && indent > indentation)
        {
            entry.Lines.Add(new IniLine(content, At(indent)));
            return;
        }

        indentation = indent;
        if (content[0] == '[' && content.LastIndexOf(']') is var end and > 1)
            Begin(content[1..end]);
        else
            Add(content, indent);
    }

    private void Begin(string name)
    {
        entry = null;
        section = sections.Find(earlier => earlier.Name == name);
        if (section is not null && name != "DEFAULT")
            throw Refuse(At(indentation), $"section [{name}] was begun before", "join the two sections");
        if (section is null)
            sections.Add(section = new Section(name));
    }

    private void Add(string content, int indent)
    {
        if (section is null)
            throw Refuse(At(indent), "this line stands in no section", "begin the file with a section, such as [pypi]");
        var sign = content.AsSpan().IndexOfAny('=', ':');
        if (sign < 0)
            throw Refuse(At(indent), "this is neither '[section]' nor 'key = value'", "indent it, if it goes on with the value above");
        var key = TrimEnd(content[..sign]).ToLowerInvariant();
        if (key.Length == 0)
            throw Refuse(At(indent), "there is no key before the sign", "write key = value");
        if (section.Entries.Exists(earlier => earlier.Key == key))
            throw Refuse(At(indent), $"'{key}' stands in section [{section.Name}] already", "take one of them out");
        var start = sign + 1;
        while (start < content.Length && IsSpace(content[start]))
            start++;
        entry = new Entry(key, At(indent), [new IniLine(content[start..], At(indent + start))]);
        section.Entries.Add(entry);
    }

    // Beyond what .NET counts as such, Python counts the four separators of ASCII.
    private static bool IsSpace(char letter) => char.IsWhiteSpace(letter) || letter is >= '\x1c' and <= '\x1f';

    private SourceLocation At(int offset) => new(path, number, offset + 1);

    private ReleaseException Refuse(SourceLocation at, string because, string hint) =>
        new(ExitCode.Usage, $"cannot read {path} as a configuration file of Python's", $"{at}: {because}", hint);

    private sealed record Section(string Name)
    {
        public List<Entry> Entries { get; } = [];
    }

    private sealed record Entry(string Key, SourceLocation At, List<IniLine> Lines);
}
