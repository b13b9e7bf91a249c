using System.Collections.Immutable;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Definitions;

/// <summary>Reads what stands under <c>on</c>.</summary>
internal static class TriggerReader
{
    public static ImmutableArray<Trigger> Read(YamlEntry on, ShapeProblems problems)
    {
        ImmutableArray<Trigger> read = on.Value switch
        {
            YamlNode.Mapping mapping => [.. mapping.Entries.Select(entry => Read(entry.Key, entry.Value))],
            var other => [.. Nodes.Texts(other).Select(name => Read(name, null))],
        };
        if (read.IsEmpty)
            problems.Add("the workflow names no event under 'on'", on.Key.Place);
        return read;
    }

    public static ImmutableArray<InputDefinition> Inputs(YamlNode? node) =>
    [
        .. Nodes.Entries(node).Select(entry => new InputDefinition
        {
            Name = entry.Key,
            Type = Nodes.Text(entry.Value["type"])?.Value,
            Default = Nodes.Text(entry.Value["default"]),
            IsRequired = Nodes.Text(entry.Value["required"])?.Value is "true",
            Options = Nodes.Texts(entry.Value["options"]),
        }),
    ];

    private static Trigger Read(ScalarText name, YamlNode? node) => new()
    {
        Event = name.Value,
        Place = name.Place,
        Types = Nodes.Texts(node?["types"]),
        Branches = Nodes.Texts(node?["branches"]),
        BranchesIgnored = Nodes.Texts(node?["branches-ignore"]),
        Tags = Nodes.Texts(node?["tags"]),
        TagsIgnored = Nodes.Texts(node?["tags-ignore"]),
        Paths = Nodes.Texts(node?["paths"]),
        PathsIgnored = Nodes.Texts(node?["paths-ignore"]),
        Workflows = Nodes.Texts(node?["workflows"]),
        Inputs = Inputs(node?["inputs"]),
        Outputs = [.. Nodes.Entries(node?["outputs"]).Select(entry => Nodes.Text(entry.Value["value"]) is { } value ? new Setting(entry.Key, value) : null).OfType<Setting>()],
    };
}
