using System.Collections.Immutable;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Definitions;

/// <summary>A job of a workflow: steps on a runner, or the call of another workflow.</summary>
public sealed record Job
{
    /// <summary>The job's key.</summary>
    public required ScalarText Id { get; init; }

    public required YamlNode.Mapping Node { get; init; }

    public required ScalarText? Name { get; init; }

    public required ImmutableArray<ScalarText> Needs { get; init; }

    public required ScalarText? If { get; init; }

    public required PermissionSet? Permissions { get; init; }

    /// <summary>Labels or expressions; of a group, its labels.</summary>
    public required ImmutableArray<ScalarText> RunsOn { get; init; }

    public required DeploymentEnvironment? Environment { get; init; }

    public required Concurrency? Concurrency { get; init; }

    public required ImmutableArray<Setting> Outputs { get; init; }

    public required ImmutableArray<Setting> Env { get; init; }

    public required RunDefaults Defaults { get; init; }

    public required ScalarText? TimeoutMinutes { get; init; }

    public required Strategy? Strategy { get; init; }

    public required ScalarText? ContinueOnError { get; init; }

    /// <summary>The image that the steps run in, or null.</summary>
    public required ScalarText? Container { get; init; }

    public required ImmutableArray<Step> Steps { get; init; }

    /// <summary>The workflow that the job calls, or null for a job with steps.</summary>
    public required ActionReference? Uses { get; init; }

    /// <summary>Inputs of the called workflow.</summary>
    public required ImmutableArray<Setting> With { get; init; }

    /// <summary>Secrets handed to the called workflow, by name.</summary>
    public required ImmutableArray<Setting> Secrets { get; init; }

    /// <summary><c>secrets: inherit</c>.</summary>
    public required bool InheritsSecrets { get; init; }

    public string Title => Name?.Value is { Length: > 0 } name && !name.Contains("${{", StringComparison.Ordinal) ? name : Id.Value;
}
