using System.Globalization;
using System.Text;
using Drayage.Model.Versions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Drayage.Ecosystems.GitHub.Charts;

/// <summary>
/// The index of a chart repository (Helm, "The Chart Repository Guide", "The index file"): for each chart its versions, the highest
/// first, each with the chart's own metadata, <c>urls</c>, <c>digest</c> (SHA-256 in hexadecimal) and <c>created</c>. What others wrote is kept.
/// </summary>
internal sealed class ChartIndexDocument
{
    private const string Entries = "entries";
    private const string Version = "version";
    private const string Generated = "generated";

    private readonly YamlMappingNode root;

    private ChartIndexDocument(YamlMappingNode root) => this.root = root;

    /// <summary>One without charts.</summary>
    public static ChartIndexDocument Empty() => new(new YamlMappingNode
    {
        { "apiVersion", "v1" },
        { Entries, new YamlMappingNode() },
    });

    /// <exception cref="FormatException">It is no index of a chart repository.</exception>
    public static ChartIndexDocument Parse(ReadOnlySpan<byte> file)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(Encoding.UTF8.GetString(file)));
            if (stream.Documents.Count == 0)
                return Empty();
            if (stream.Documents[0].RootNode is not YamlMappingNode root || Text(root, "apiVersion") != "v1")
                throw new FormatException("it does not say apiVersion: v1");
            // `entries: {}` of a new repository is written without anything by some tools.
            if (Member(root, Entries) is null or YamlScalarNode { Value: null or "" or "null" or "~" })
                root.Children[new YamlScalarNode(Entries)] = new YamlMappingNode();
            return Member(root, Entries) is YamlMappingNode entries && entries.Children.Values.All(versions => versions is YamlSequenceNode)
                ? new ChartIndexDocument(root)
                : throw new FormatException("its entries are not lists of versions by chart");
        }
        catch (YamlException malformed)
        {
            throw new FormatException($"line {malformed.Start.Line}: {malformed.Message}", malformed);
        }
    }

    /// <summary>What the index says of one version; null where it does not have it.</summary>
    public ChartEntry? Find(string chart, string version) => Node(chart, version) is { } entry
        ? new ChartEntry(Text(entry, "digest") ?? "", [.. (Member(entry, "urls") as YamlSequenceNode)?.Children.OfType<YamlScalarNode>().Select(url => url.Value ?? "") ?? []])
        : null;

    /// <summary>Adds a version that is not there.</summary>
    /// <param name="metadata">The content of its Chart.yaml.</param>
    /// <param name="sha256">In hexadecimal.</param>
    /// <param name="created">RFC 3339.</param>
    public void Add(YamlMappingNode metadata, string sha256, Uri url, string created)
    {
        var entry = new YamlMappingNode(metadata.Children)
        {
            { "created", Quoted(created) },
            { "digest", Quoted(sha256) },
            { "urls", new YamlSequenceNode(Quoted(url.AbsoluteUri)) },
        };
        var (chart, version) = (Text(metadata, "name")!, Text(metadata, Version)!);
        var charts = (YamlMappingNode)Member(root, Entries)!;
        if (Member(charts, chart) is not YamlSequenceNode versions)
            charts.Children[new YamlScalarNode(chart)] = versions = [];
        versions.Children.Insert(PlaceOf(version, versions), entry);
        if (Text(root, Generated) is not { } generated || Time(generated) < Time(created))
            root.Children[new YamlScalarNode(Generated)] = Quoted(created);
    }

    /// <summary>Takes a version out, and a chart without versions with it.</summary>
    public void Remove(string chart, string version)
    {
        var charts = (YamlMappingNode)Member(root, Entries)!;
        if (Node(chart, version) is not { } entry || Member(charts, chart) is not YamlSequenceNode versions)
            return;
        versions.Children.Remove(entry);
        if (versions.Children.Count == 0)
            charts.Children.Remove(new YamlScalarNode(chart));
    }

    public byte[] Write()
    {
        var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        new YamlStream(new YamlDocument(root)).Save(new Emitter(text, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024)), assignAnchors: false);
        var written = text.ToString();
        return Encoding.UTF8.GetBytes(written.EndsWith("...\n", StringComparison.Ordinal) ? written[..^4] : written);
    }

    private YamlMappingNode? Node(string chart, string version) =>
        (Member((YamlMappingNode)Member(root, Entries)!, chart) as YamlSequenceNode)?.Children.OfType<YamlMappingNode>().FirstOrDefault(entry => Text(entry, Version) == version);

    /// <summary>Helm takes the first that satisfies a range, so the highest comes first. What is no version stays where it is.</summary>
    private static int PlaceOf(string version, YamlSequenceNode versions)
    {
        if (!SemanticVersion.TryParse(version, out var added))
            return versions.Children.Count;
        for (var place = 0; place < versions.Children.Count; place++)
        {
            if (versions.Children[place] is YamlMappingNode entry && SemanticVersion.TryParse(Text(entry, Version), out var other) && other.CompareTo(added) < 0)
                return place;
        }

        return versions.Children.Count;
    }

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : DateTimeOffset.MinValue;

    // Forty digits, or a date, would be something else than text.
    private static YamlScalarNode Quoted(string text) => new(text) { Style = ScalarStyle.DoubleQuoted };

    private static YamlNode? Member(YamlMappingNode mapping, string name) => mapping.Children.TryGetValue(new YamlScalarNode(name), out var value) ? value : null;

    private static string? Text(YamlMappingNode mapping, string name) => (Member(mapping, name) as YamlScalarNode)?.Value;
}

/// <summary>A version of a chart in an index.</summary>
/// <param name="Digest">SHA-256 in hexadecimal; empty where the index does not say it.</param>
/// <param name="Urls">As they stand there: absolute, or relative to the index.</param>
internal sealed record ChartEntry(string Digest, System.Collections.Immutable.ImmutableArray<string> Urls);
