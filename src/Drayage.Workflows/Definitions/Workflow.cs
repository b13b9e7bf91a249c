using System.Collections.Immutable;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Definitions;

/// <summary>A workflow file: <c>.github/workflows/*.yml</c>.</summary>
public sealed record Workflow
{
    public required SourceFile Source { get; init; }

    /// <summary>The whole file, for what the model does not name.</summary>
    public required YamlNode.Mapping Node { get; init; }

    public required ScalarText? Name { get; init; }

    public required ScalarText? RunName { get; init; }

    /// <summary>The key <c>on</c>; null where the file has none.</summary>
    public required ScalarText? On { get; init; }

    public required ImmutableArray<Trigger> Triggers { get; init; }

    /// <summary>Null where the workflow names none: its jobs then have what the repository's settings give.</summary>
    public required PermissionSet? Permissions { get; init; }

    public required ImmutableArray<Setting> Env { get; init; }

    public required RunDefaults Defaults { get; init; }

    public required Concurrency? Concurrency { get; init; }

    /// <summary>In the order of the file.</summary>
    public required ImmutableArray<Job> Jobs { get; init; }

    /// <summary>What shows it to people: its name, or the file's.</summary>
    public string Title => Name?.Value is { Length: > 0 } name ? name : Source.Path;

    public Trigger? Trigger(string eventName) => Triggers.FirstOrDefault(trigger => trigger.Event == eventName);

    public Job? Job(string id) => Jobs.FirstOrDefault(job => string.Equals(job.Id.Value, id, StringComparison.OrdinalIgnoreCase));
}
