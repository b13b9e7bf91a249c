using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Drayage.Workflows.Reading;

/// <summary>Reads one document from the parser's events, with limits on what a hostile file can cost.</summary>
internal sealed class YamlDocumentReader
{
    /// <summary>GitHub itself takes no workflow of this length.</summary>
    public const int MaxLength = 1024 * 1024;

    private const int MaxNodes = 100_000;
    private const int MaxDepth = 64;

    private readonly SourceFile source;
    private readonly Parser parser;
    private readonly ParsedText parsed;
    private readonly Dictionary<AnchorName, (YamlNode Node, int Weight)> anchors = [];
    private readonly ImmutableArray<ReadingProblem>.Builder problems = ImmutableArray.CreateBuilder<ReadingProblem>();
    private int nodes;
    private SourcePlace last;

    private YamlDocumentReader(SourceFile source, ParsedText parsed)
    {
        this.source = source;
        this.parsed = parsed;
        parser = new Parser(new Scanner(new StringReader(parsed.Text), skipComments: true));
        last = source.Place(0, 0);
    }

    public static YamlDocument Read(SourceFile source)
    {
        if (source.Text.Length > MaxLength)
            return Failed(source, $"the file has {source.Text.Length:N0} characters; no workflow or action may have more than {MaxLength:N0}", source.Place(0, 0));
        // The parser would take it for the end of the file.
        if (source.Text.IndexOf('\0') is >= 0 and var zero)
            return Failed(source, "the file holds a zero byte; it is no text", source.Place(zero, zero + 1));
        return Read(source, ParsedText.Whole(source)) ?? Read(source, ParsedText.WithEmptyBlankLines(source))!;
    }

    /// <returns>Null where the parser stumbled over blanks in an empty line, which YAML allows.</returns>
    private static YamlDocument? Read(SourceFile source, ParsedText parsed)
    {
        var reader = new YamlDocumentReader(source, parsed);
        try
        {
            var root = reader.ReadDocument();
            return new YamlDocument { Source = source, Root = root, Problems = reader.problems.ToImmutable() };
        }
        catch (YamlException malformed)
        {
            return YamlComplaint.IsOfBlankLines(malformed) && !parsed.IsChanged
                ? null
                : Failed(source, YamlComplaint.Of(malformed, source, parsed.Offset(malformed.Start)));
        }
        // The parser's own answer to some texts that end inside a list or a mapping.
        catch (Exception ended) when (ended is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            return Failed(source, "what begins here, or before it, is not closed", reader.last);
        }
    }

    private static YamlDocument Failed(SourceFile source, string message, SourcePlace place) =>
        Failed(source, new ReadingProblem(ReadingProblemKind.Invalid, message, place));

    private static YamlDocument Failed(SourceFile source, ReadingProblem problem) => new() { Source = source, Root = null, Problems = [problem] };

    private YamlNode? ReadDocument()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
            return null;
        parser.Consume<DocumentStart>();
        var root = ReadNode(0);
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second))
            throw new YamlException(second.Start, second.End, "a second document begins here; a workflow file holds one");
        return root is YamlNode.Scalar { Text.Value: "" } ? null : root;
    }

    private YamlNode ReadNode(int depth)
    {
        var start = parser.Current is { } current ? current.Start : Mark.Empty;
        last = Place(start, start);
        if (depth > MaxDepth || ++nodes > MaxNodes)
            throw new YamlException(start, start, depth > MaxDepth ? $"nested deeper than {MaxDepth} levels" : $"more than {MaxNodes:N0} values, those that aliases repeat counted");
        if (parser.TryConsume<AnchorAlias>(out var alias))
            return Repeat(alias);
        var before = nodes;
        var anchor = parser.Accept<NodeEvent>(out var node) ? node.Anchor : AnchorName.Empty;
        YamlNode read = node switch
        {
            Scalar => ReadScalar(),
            SequenceStart => ReadSequence(depth),
            MappingStart => ReadMapping(depth),
            _ => throw new YamlException(start, start, "a value is expected here"),
        };
        if (!anchor.IsEmpty)
            anchors[anchor] = (read, nodes - before + 1);
        return read;
    }

    // An anchor is known only behind its value, so a value that contains itself is refused here.
    private YamlNode Repeat(AnchorAlias alias)
    {
        if (!anchors.TryGetValue(alias.Value, out var named))
            throw new YamlException(alias.Start, alias.End, $"anchor '{alias.Value}' is not defined before this place");
        nodes += named.Weight;
        if (nodes > MaxNodes)
            throw new YamlException(alias.Start, alias.End, $"more than {MaxNodes:N0} values, those that aliases repeat counted");
        return named.Node;
    }

    private YamlNode.Scalar ReadScalar() => new(Text(parser.Consume<Scalar>()));

    private ScalarText Text(Scalar scalar) => new(
        source,
        scalar.Value,
        scalar.Style switch
        {
            ScalarStyle.SingleQuoted => TextStyle.SingleQuoted,
            ScalarStyle.DoubleQuoted => TextStyle.DoubleQuoted,
            ScalarStyle.Literal => TextStyle.Literal,
            ScalarStyle.Folded => TextStyle.Folded,
            _ => TextStyle.Plain,
        },
        Place(scalar.Start, scalar.End));

    private YamlNode.Sequence ReadSequence(int depth)
    {
        var start = parser.Consume<SequenceStart>();
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (!parser.Accept<SequenceEnd>(out _))
            items.Add(ReadNode(depth + 1));
        return new YamlNode.Sequence(items.ToImmutable(), Trimmed(start.Start, parser.Consume<SequenceEnd>().End));
    }

    private YamlNode.Mapping ReadMapping(int depth)
    {
        var start = parser.Consume<MappingStart>();
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        var seen = new Dictionary<string, ScalarText>(StringComparer.Ordinal);
        var merged = new List<YamlEntry>();
        while (!parser.Accept<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var scalar))
                throw new YamlException(parser.Current!.Start, parser.Current.End, "a key must be plain text");
            var key = Text(scalar);
            var value = ReadNode(depth + 1);
            if (key.Value == "<<" && key.Style == TextStyle.Plain)
                Merge(key, value, merged);
            else if (seen.TryAdd(key.Value, key))
                entries.Add(new YamlEntry(key, value));
            else
                problems.Add(new ReadingProblem(ReadingProblemKind.DuplicateKey, $"'{key.Value}' stands in line {seen[key.Value].Place.Line} already", key.Place));
        }

        // What the mapping says itself stands before what it merges.
        entries.AddRange(merged.Where(entry => seen.TryAdd(entry.Key.Value, entry.Key)));
        return new YamlNode.Mapping(entries.ToImmutable(), Trimmed(start.Start, parser.Consume<MappingEnd>().End)) { IsFlow = start.Style == MappingStyle.Flow };
    }

    // GitHub refuses the key; what it meant is read nevertheless, so that the rest of the file can be looked at.
    private void Merge(ScalarText key, YamlNode value, List<YamlEntry> merged)
    {
        problems.Add(new ReadingProblem(ReadingProblemKind.MergeKey, "GitHub knows anchors and aliases, but no merge keys ('<<')", key.Place));
        var entries = (value is YamlNode.Sequence several ? several.Items : [value]).OfType<YamlNode.Mapping>().SelectMany(mapping => mapping.Entries);
        merged.AddRange(entries.Take(MaxNodes - nodes));
        nodes += merged.Count;
    }

    private SourcePlace Place(in Mark start, in Mark end) => source.Place(parsed.Offset(start), parsed.Offset(end));

    // A block ends where the next thing begins; blanks and line ends before it are not part of it.
    private SourcePlace Trimmed(in Mark start, in Mark end)
    {
        var from = parsed.Offset(start);
        var to = Math.Min(parsed.Offset(end), source.Text.Length);
        while (to > from && char.IsWhiteSpace(source.Text[to - 1]))
            to--;
        return source.Place(from, to);
    }
}
