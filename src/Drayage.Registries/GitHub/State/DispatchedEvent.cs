namespace Drayage.Registries.GitHub.State;

/// <summary>A workflow start that was asked for.</summary>
internal sealed record DispatchedEvent
{
    /// <summary><c>repository_dispatch</c> or <c>workflow_dispatch</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Event type, or the workflow's file name or id.</summary>
    public required string Name { get; init; }

    /// <summary>Branch or tag of a workflow_dispatch.</summary>
    public string? Ref { get; init; }

    /// <summary>Client payload or inputs: the JSON object as sent.</summary>
    public required string Payload { get; init; }

    public required DateTimeOffset At { get; init; }
}
