using System.Collections.Immutable;
using Drayage.Model;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Drayage.Pipeline.Configuration.Reading;

/// <summary>Reads one YAML document into nodes with places. Works on the event stream: no reflection, no type guessing.</summary>
internal sealed class YamlReader
{
    /// <summary>Checks <c>drayage.yaml</c>.</summary>
    public const string CheckCommand = "drayage check config";

    // A document that names an anchor thousands of times would grow without bound ("billion laughs").
    private const int MaxNodes = 100_000;
    private const int MaxDepth = 64;

    private readonly IParser parser;
    private readonly string path;
    private readonly Dictionary<AnchorName, ConfigNode> anchors = [];
    private int nodes;
    private SourceLocation last;

    private YamlReader(IParser parser, string path)
    {
        this.parser = parser;
        this.path = path;
        last = new SourceLocation(path, 1, 1);
    }

    /// <param name="text">The document.</param>
    /// <param name="path">For messages.</param>
    /// <param name="again">The command that tells whether a mistake is mended.</param>
    /// <returns>Null for an empty document.</returns>
    /// <exception cref="ReleaseException">The text is no YAML, or holds several documents.</exception>
    public static ConfigNode? Read(string text, string path, string again = CheckCommand)
    {
        var reader = new YamlReader(new Parser(new Scanner(new StringReader(text.TrimStart('\uFEFF')), skipComments: true)), path);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException malformed)
        {
            throw Refuse(text, PlaceOf(malformed, text, path), Reason(malformed), again, malformed);
        }
        // The parser's own answer to some texts that end inside a list or a mapping.
        catch (InvalidOperationException ended)
        {
            throw Refuse(text, reader.last, "what begins here, or before it, is not closed", again, ended);
        }
    }

    private static ReleaseException Refuse(string text, SourceLocation at, string reason, string again, Exception inner) => new(
        ExitCode.Usage,
        $"{at.Path} is no valid YAML",
        $"{at}: {reason}",
        text.Contains('\t') ? "YAML is indented with spaces; the file holds a tab" : $"correct the line and run: {again}",
        inner)
    { At = at };

    private ConfigNode? ReadDocument()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
            return null;
        parser.Consume<DocumentStart>();
        var root = ReadNode(0);
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second))
            throw new YamlException(second.Start, second.End, "a second document begins here; only one is read");
        return root;
    }

    private ConfigNode ReadNode(int depth)
    {
        var start = parser.Current!.Start;
        last = At(start);
        if (depth > MaxDepth || ++nodes > MaxNodes)
            throw new YamlException(start, start, depth > MaxDepth ? $"nested deeper than {MaxDepth} levels" : $"more than {MaxNodes} values");
        if (parser.TryConsume<AnchorAlias>(out var alias))
            return Count(anchors.TryGetValue(alias.Value, out var named) ? named : throw new YamlException(alias.Start, alias.End, $"anchor '{alias.Value}' is not defined before this place"));
        var anchor = parser.Accept<NodeEvent>(out var node) ? node.Anchor : AnchorName.Empty;
        ConfigNode read = node switch
        {
            Scalar => ReadScalar(),
            SequenceStart => ReadSequence(depth),
            MappingStart => ReadMapping(depth),
            _ => throw new YamlException(start, start, "a value is expected here"),
        };
        if (!anchor.IsEmpty)
            anchors[anchor] = read;
        return read;
    }

    private ConfigNode.Scalar ReadScalar()
    {
        var scalar = parser.Consume<Scalar>();
        return new ConfigNode.Scalar(scalar.Value, scalar.Style == ScalarStyle.Plain, At(scalar.Start));
    }

    private ConfigNode.Sequence ReadSequence(int depth)
    {
        var start = parser.Consume<SequenceStart>();
        var items = ImmutableArray.CreateBuilder<ConfigNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadNode(depth + 1));
        return new ConfigNode.Sequence(items.ToImmutable(), At(start.Start));
    }

    private ConfigNode.Mapping ReadMapping(int depth)
    {
        var start = parser.Consume<MappingStart>();
        var entries = ImmutableArray.CreateBuilder<ConfigEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var key))
                throw new YamlException(parser.Current!.Start, parser.Current.End, "a key must be plain text");
            entries.Add(new ConfigEntry(key.Value, At(key.Start), ReadNode(depth + 1)));
        }

        return new ConfigNode.Mapping(entries.ToImmutable(), At(start.Start));
    }

    /// <summary>An alias counts as much as what it stands for.</summary>
    private ConfigNode Count(ConfigNode named)
    {
        nodes += Weight(named);
        return named;
    }

    private static int Weight(ConfigNode node) => node switch
    {
        ConfigNode.Sequence sequence => sequence.Items.Sum(item => 1 + Weight(item)),
        ConfigNode.Mapping mapping => mapping.Entries.Sum(entry => 1 + Weight(entry.Value)),
        _ => 0,
    };

    private SourceLocation At(in Mark mark) => new(path, (int)mark.Line, (int)mark.Column);

    // The parser names where the value began; where a tab follows in the indentation, that is the mistake.
    private static SourceLocation PlaceOf(YamlException malformed, string text, string path)
    {
        var start = (int)malformed.Start.Line;
        var tab = text.Split('\n').Index().Skip(start - 1).FirstOrDefault(line => line.Item.AsSpan().TrimStart(' ').StartsWith("\t"));
        return tab.Item is null
            ? new SourceLocation(path, start, (int)malformed.Start.Column)
            : new SourceLocation(path, tab.Index + 1, tab.Item.IndexOf('\t') + 1);
    }

    // The parser's messages repeat the place in a form of their own.
    private static string Reason(YamlException malformed)
    {
        var message = malformed.InnerException?.Message ?? malformed.Message;
        var colon = message.IndexOf("): ", StringComparison.Ordinal);
        return colon > 0 && message.StartsWith('(') ? message[(colon + 3)..] : message;
    }
}
