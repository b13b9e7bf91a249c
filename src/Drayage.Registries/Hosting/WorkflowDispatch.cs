namespace Drayage.Registries.Hosting;

/// <summary>A workflow start that a client asked the GitHub interface for. Nothing runs in a rehearsal; its owner may act on it.</summary>
/// <param name="Repository"><c>owner/name</c></param>
/// <param name="Kind"><c>repository_dispatch</c> or <c>workflow_dispatch</c>.</param>
/// <param name="Name">The event type, or the workflow's file name or id.</param>
/// <param name="Ref">Branch or tag of a workflow_dispatch; null otherwise.</param>
/// <param name="Payload">Client payload or inputs: a JSON object as it was sent.</param>
public sealed record WorkflowDispatch(string Repository, string Kind, string Name, string? Ref, string Payload);
