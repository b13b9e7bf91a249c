using System.Text;
using Drayage.Formats.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Drayage.Ecosystems.Helm.Building;

/// <summary>Edits versions in the text of a Chart.yaml; every other character stays.</summary>
/// <param name="Version">The chart's version, and the pins on the dependencies in <paramref name="Pinned"/>.</param>
/// <param name="AppVersion">Null to leave it.</param>
/// <param name="Pinned">Names of dependencies whose version is set too.</param>
internal sealed record ChartStamp(string Version, string? AppVersion, IReadOnlySet<string> Pinned)
{
    public string Apply(string text)
    {
        var root = YamlPlaces.First(text) ?? throw new YamlException("a Chart.yaml holds one mapping");
        var edits = new List<(YamlScalarNode Node, string Value)>();
        if (root.Said("version") is { } version)
            edits.Add((version, Version));
        if (AppVersion is not null && root.Said("appVersion") is { } appVersion)
            edits.Add((appVersion, AppVersion));
        edits.AddRange(
            from entry in (root.Get("dependencies") as YamlSequenceNode)?.Children.OfType<YamlMappingNode>() ?? []
            where entry.Said("name") is { } name && Pinned.Contains(name.Value!)
            let pin = entry.Said("version")
            where pin is not null
            select (pin, Version));

        var result = new StringBuilder(text);
        foreach (var (node, value) in edits.OrderByDescending(edit => edit.Node.Start.Index))
        {
            var (start, end) = ((int)node.Start.Index, (int)node.End.Index);
            result.Remove(start, end - start).Insert(start, Spell(node, value));
        }

        if (AppVersion is not null && root.Said("appVersion") is null)
            result.Append(text.EndsWith('\n') ? "" : "\n").Append($"appVersion: \"{AppVersion}\"\n");
        return result.ToString();
    }

    // A version of two numbers would read as one number without quotes.
    private static string Spell(YamlScalarNode node, string value) => node.Style switch
    {
        ScalarStyle.SingleQuoted => $"'{value}'",
        ScalarStyle.Plain when value.Count(c => c == '.') >= 2 => value,
        _ => $"\"{value}\"",
    };
}
