using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Definitions;

/// <summary>From YAML to workflows and actions. What has another form than GitHub's is a problem of the file, never an exception.</summary>
public static class WorkflowReader
{
    public static WorkflowFile Read(SourceFile source)
    {
        var document = YamlDocument.Read(source);
        var problems = new ShapeProblems(document.Problems);
        var isAction = IsActionPath(source.Path);
        if (document.Root is not YamlNode.Mapping root)
        {
            if (document.IsReadable)
                problems.Add(document.Root is null ? "the file holds nothing" : "a mapping is expected", document.Root?.Place ?? source.Place(0, 0));
            return new WorkflowFile { Source = source, IsAction = isAction, Problems = problems.ToImmutable() };
        }

        return new WorkflowFile
        {
            Source = source,
            IsAction = isAction,
            Workflow = isAction ? null : ReadWorkflow(source, root, problems),
            Action = isAction ? ReadAction(source, root) : null,
            Problems = problems.ToImmutable(),
        };
    }

    /// <summary>Whether a path names an action's definition: <c>action.yml</c> or <c>action.yaml</c>.</summary>
    public static bool IsActionPath(string path) => Path.GetFileName(path) is "action.yml" or "action.yaml";

    /// <summary>Reads what is only a part of a workflow: what is missing around it is no problem.</summary>
    internal static Workflow ReadFragment(SourceFile source, YamlNode.Mapping root) => ReadWorkflow(source, root, new ShapeProblems([]));

    private static Workflow ReadWorkflow(SourceFile source, YamlNode.Mapping root, ShapeProblems problems)
    {
        var on = root.Find("on");
        if (on is null)
            problems.Add("the workflow names no event under 'on'", root.Entries.IsEmpty ? root.Place : root.Entries[0].Key.Place);
        if (root.Find("jobs") is not { } jobs)
            problems.Add("the workflow has no 'jobs'", root.Entries.IsEmpty ? root.Place : root.Entries[0].Key.Place);
        else if (jobs.Value is not YamlNode.Mapping)
            problems.Add("'jobs' must be a mapping of jobs", jobs.Key.Place);
        return new Workflow
        {
            Source = source,
            Node = root,
            Name = Nodes.Text(root["name"]),
            RunName = Nodes.Text(root["run-name"]),
            On = on?.Key,
            Triggers = on is null ? [] : TriggerReader.Read(on, problems),
            Permissions = JobReader.Permissions(root.Find("permissions")),
            Env = Nodes.Settings(root["env"]),
            Defaults = JobReader.Defaults(root),
            Concurrency = JobReader.Concurrency(root.Find("concurrency")),
            Jobs = [.. Nodes.Entries(root["jobs"]).Select(entry => JobReader.Read(entry, problems)).OfType<Job>()],
        };
    }

    private static ActionDefinition ReadAction(SourceFile source, YamlNode.Mapping root) => new()
    {
        Source = source,
        Node = root,
        Name = Nodes.Text(root["name"]),
        Inputs = TriggerReader.Inputs(root["inputs"]),
        Outputs = [.. Nodes.Entries(root["outputs"]).Select(entry => Nodes.Text(entry.Value["value"]) is { } value ? new Setting(entry.Key, value) : null).OfType<Setting>()],
        Using = Nodes.Text(root["runs"]?["using"]),
        Steps = StepReader.Read(root["runs"]?["steps"]),
    };
}
