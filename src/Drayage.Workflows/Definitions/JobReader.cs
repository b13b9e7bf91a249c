using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Definitions;

/// <summary>Reads jobs and the keys that workflows and jobs share.</summary>
internal static class JobReader
{
    public static Job? Read(YamlEntry entry, ShapeProblems problems)
    {
        if (entry.Value is not YamlNode.Mapping node)
        {
            problems.Add($"job '{entry.Key.Value}' must be a mapping", entry.Key.Place);
            return null;
        }

        var uses = Nodes.Text(node["uses"]);
        if (uses is null && node.Find("steps") is null)
            problems.Add($"job '{entry.Key.Value}' has neither 'steps' nor 'uses'", entry.Key.Place);
        if (uses is null && node.Find("runs-on") is null && node.Find("steps") is not null)
            problems.Add($"job '{entry.Key.Value}' has steps but no 'runs-on'", entry.Key.Place);
        return new Job
        {
            Id = entry.Key,
            Node = node,
            Name = Nodes.Text(node["name"]),
            Needs = Nodes.Texts(node["needs"]),
            If = Nodes.Text(node["if"]),
            Permissions = Permissions(node.Find("permissions")),
            RunsOn = Nodes.Texts(node["runs-on"] is YamlNode.Mapping group ? group["labels"] : node["runs-on"]),
            Environment = Environment(node.Find("environment")),
            Concurrency = Concurrency(node.Find("concurrency")),
            Outputs = Nodes.Settings(node["outputs"]),
            Env = Nodes.Settings(node["env"]),
            Defaults = Defaults(node),
            TimeoutMinutes = Nodes.Text(node["timeout-minutes"]),
            Strategy = Strategy(node["strategy"]),
            ContinueOnError = Nodes.Text(node["continue-on-error"]),
            Container = Nodes.Text(node["container"]) ?? Nodes.Text(node["container"]?["image"]),
            Steps = StepReader.Read(node["steps"]),
            Uses = uses is null ? null : ActionReference.Parse(uses),
            With = Nodes.Settings(node["with"]),
            Secrets = Nodes.Settings(node["secrets"]),
            InheritsSecrets = Nodes.Text(node["secrets"])?.Value == "inherit",
        };
    }

    public static PermissionSet? Permissions(YamlEntry? entry)
    {
        // A key without a value is as good as none.
        if (entry is null or { Value: YamlNode.Scalar { Text.Value: "" } })
            return null;
        return new PermissionSet
        {
            Key = entry.Key,
            Place = entry.Value.Place,
            All = Nodes.Text(entry.Value),
            Scopes = Nodes.Settings(entry.Value),
        };
    }

    public static RunDefaults Defaults(YamlNode node)
    {
        var run = node["defaults"]?["run"];
        return run is null ? RunDefaults.None : new RunDefaults(Nodes.Text(run["shell"]), Nodes.Text(run["working-directory"]));
    }

    public static Concurrency? Concurrency(YamlEntry? entry) => entry is null
        ? null
        : new Concurrency(Nodes.Text(entry.Value) ?? Nodes.Text(entry.Value["group"]), Nodes.Text(entry.Value["cancel-in-progress"]), entry.Key.Place);

    private static DeploymentEnvironment? Environment(YamlEntry? entry) => entry is null
        ? null
        : new DeploymentEnvironment(Nodes.Text(entry.Value) ?? Nodes.Text(entry.Value["name"]), Nodes.Text(entry.Value["url"]), entry.Key.Place);

    private static Strategy? Strategy(YamlNode? node) => node is null
        ? null
        : new Strategy(Matrix(node["matrix"]), Nodes.Text(node["fail-fast"]), Nodes.Text(node["max-parallel"]));

    private static Matrix? Matrix(YamlNode? node) => node is null
        ? null
        : new Matrix
        {
            Place = node.Place,
            Expression = Nodes.Text(node),
            Axes = [.. Nodes.Entries(node).Where(entry => entry.Key.Value is not ("include" or "exclude"))],
            Include = node["include"],
            Exclude = node["exclude"],
        };
}
