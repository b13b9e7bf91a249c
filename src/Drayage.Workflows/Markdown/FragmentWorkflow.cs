using System.Collections.Immutable;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Markdown;

/// <summary>A workflow around a part of one, so that the same rules can look at it.</summary>
internal static class FragmentWorkflow
{
    private static readonly string[] StepKeys = ["run", "uses"];

    /// <returns>Null when the node is no part of a workflow that is known: steps, a step, a job, jobs, or permissions.</returns>
    public static Workflow? Of(SourceFile source, YamlNode node) => node switch
    {
        YamlNode.Sequence { Items: var items } when items.Any(IsStep) => AroundSteps(source, node),
        YamlNode.Mapping step when IsStep(step) => AroundSteps(source, new YamlNode.Sequence([step], step.Place)),
        YamlNode.Mapping mapping when mapping.Find("jobs")?.Value is YamlNode.Mapping => Around(source, mapping.Entries),
        YamlNode.Mapping mapping when mapping.Find("steps") is not null => Around(source, [Jobs(source, [new YamlEntry(Key(source, "snippet"), mapping)])]),
        YamlNode.Mapping { Entries: var entries } when entries.Length > 0 && entries.All(e => e.Value["steps"] is YamlNode.Sequence) =>
            Around(source, [Jobs(source, entries)]),
        _ => null,
    };

    /// <summary>A workflow whose only step runs all text of the source.</summary>
    public static Workflow OfScript(SourceFile source)
    {
        var place = source.Place(0, source.Text.Length);
        var run = new YamlNode.Scalar(new ScalarText(source, source.Text, TextStyle.Plain, place));
        var step = new YamlNode.Mapping([new YamlEntry(Key(source, "run"), run)], place);
        return AroundSteps(source, new YamlNode.Sequence([step], place));
    }

    private static Workflow AroundSteps(SourceFile source, YamlNode steps)
    {
        var job = new YamlNode.Mapping([new YamlEntry(Key(source, "steps"), steps)], steps.Place);
        return Around(source, [Jobs(source, [new YamlEntry(Key(source, "snippet"), job)])]);
    }

    private static Workflow Around(SourceFile source, ImmutableArray<YamlEntry> entries)
    {
        var place = entries.IsEmpty ? source.Place(0, 0) : entries[0].Value.Place;
        return WorkflowReader.ReadFragment(source, new YamlNode.Mapping(entries, place));
    }

    private static YamlEntry Jobs(SourceFile source, ImmutableArray<YamlEntry> jobs) =>
        new(Key(source, "jobs"), new YamlNode.Mapping(jobs, jobs[0].Value.Place));

    private static bool IsStep(YamlNode node) => node is YamlNode.Mapping mapping && StepKeys.Any(key => mapping.Find(key) is not null);

    // A key that the snippet leaves out; it stands nowhere.
    private static ScalarText Key(SourceFile source, string key) => new(source, key, TextStyle.Plain, source.Place(0, 0));
}
