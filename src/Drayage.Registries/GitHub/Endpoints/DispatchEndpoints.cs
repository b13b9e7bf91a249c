using System.Text.Json;
using Drayage.Registries.GitHub.State;
using Drayage.Registries.GitHub.Wire;
using Drayage.Registries.Hosting;

namespace Drayage.Registries.GitHub.Endpoints;

/// <summary>Workflow starts. Nothing runs here; they are kept with the repository, and told to whoever runs the server.</summary>
internal sealed class DispatchEndpoints(Action<WorkflowDispatch>? dispatched)
{
    private const int LongestEventType = 100;
    private const int MostProperties = 10;
    private const int LargestPayload = 64 * 1024;
    private const int MostInputs = 25;

    public async Task RepositoryAsync(GitHubCall call)
    {
        var asked = await call.BodyAsync(GitHubJson.Wire.RepositoryDispatchRequest);
        if (asked.EventType is not { Length: > 0 } type)
            throw GitHubRefusal.Unprocessable("Invalid request.\n\n\"event_type\" wasn't supplied.");
        if (type.Length > LongestEventType)
            throw GitHubRefusal.Unprocessable($"event_type is too long (maximum is {LongestEventType} characters)");
        var payload = ObjectOf(asked.ClientPayload, "client_payload");
        if (payload.EnumerateObject().Count() > MostProperties)
            throw GitHubRefusal.Unprocessable($"No more than {MostProperties} properties are allowed; {payload.EnumerateObject().Count()} were supplied.");
        if (System.Text.Encoding.UTF8.GetByteCount(payload.GetRawText()) >= LargestPayload)
            throw GitHubRefusal.Unprocessable("client_payload is too large");
        await RecordAsync(call, new DispatchedEvent { Kind = "repository_dispatch", Name = type, Payload = payload.GetRawText(), At = call.Now });
    }

    public async Task WorkflowAsync(GitHubCall call)
    {
        var asked = await call.BodyAsync(GitHubJson.Wire.WorkflowDispatchRequest);
        var reference = asked.Ref ?? throw GitHubRefusal.Unprocessable("Invalid request.\n\n\"ref\" wasn't supplied.");
        var inputs = ObjectOf(asked.Inputs, "inputs");
        if (inputs.EnumerateObject().Count() > MostInputs)
            throw GitHubRefusal.Unprocessable($"Too many inputs: no more than {MostInputs} are allowed.");
        var state = await call.RepositoryAsync();
        if (!IsKnown(state, reference))
            throw GitHubRefusal.Unprocessable($"No ref found for: {reference}");
        await RecordAsync(call, new DispatchedEvent { Kind = "workflow_dispatch", Name = call.Text("workflow"), Ref = reference, Payload = inputs.GetRawText(), At = call.Now });
    }

    private async Task RecordAsync(GitHubCall call, DispatchedEvent started)
    {
        var state = await call.UpdateAsync(before => before with { Dispatches = before.Dispatches.Add(started) });
        dispatched?.Invoke(new WorkflowDispatch($"{state.Owner}/{state.Name}", started.Kind, started.Name, started.Ref, started.Payload));
        await call.EmptyAsync();
    }

    private static bool IsKnown(RepositoryState state, string reference) =>
        state.Refs.ContainsKey(reference)
        || state.Refs.ContainsKey(RepositoryState.BranchPrefix + reference)
        || state.Refs.ContainsKey(RepositoryState.TagPrefix + reference);

    private static JsonElement ObjectOf(JsonElement? value, string name) => value switch
    {
        null or { ValueKind: JsonValueKind.Null } => JsonElement.Parse("{}"u8),
        { ValueKind: JsonValueKind.Object } given => given,
        _ => throw GitHubRefusal.Unprocessable($"Invalid request.\n\nFor '{name}', the value is not an object."),
    };
}
