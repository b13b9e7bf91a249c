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
    private const int MostInputCharacters = 65_535;

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
        await RecordAsync(call, before => before, new DispatchedEvent { Kind = "repository_dispatch", Name = type, Payload = payload.GetRawText(), At = call.Now });
    }

    public async Task WorkflowAsync(GitHubCall call)
    {
        var asked = await call.BodyAsync(GitHubJson.Wire.WorkflowDispatchRequest);
        var reference = asked.Ref ?? throw GitHubRefusal.Unprocessable("Invalid request.\n\n\"ref\" wasn't supplied.");
        var inputs = ObjectOf(asked.Inputs, "inputs");
        if (inputs.EnumerateObject().Count() > MostInputs)
            throw GitHubRefusal.Unprocessable($"Too many inputs: no more than {MostInputs} are allowed.");
        if (inputs.GetRawText().Length > MostInputCharacters)
            throw GitHubRefusal.Unprocessable("inputs are too large.");
        await RecordAsync(call, before => WithRef(before, reference), new DispatchedEvent { Kind = "workflow_dispatch", Name = call.Text("workflow"), Ref = reference, Payload = inputs.GetRawText(), At = call.Now });
    }

    /// <summary>Not of GitHub, which keeps none of this: what was asked for, oldest first.</summary>
    public static async Task ListAsync(GitHubCall call)
    {
        var state = await call.RepositoryAsync();
        await call.AnswerAsync(200, [.. state.Dispatches.Select(DispatchView.Of)], GitHubJson.Wire.ImmutableArrayDispatchView);
    }

    private async Task RecordAsync(GitHubCall call, Func<RepositoryState, RepositoryState> admit, DispatchedEvent started)
    {
        var state = await call.UpdateAsync(before => admit(before) with { Dispatches = before.Dispatches.Add(started) });
        dispatched?.Invoke(new WorkflowDispatch($"{state.Owner}/{state.Name}", started.Kind, started.Name, started.Ref, started.Payload));
        await call.EmptyAsync();
    }

    /// <summary>A repository that comes into being with this request has the branch that the request is for.</summary>
    private static RepositoryState WithRef(RepositoryState state, string reference) => state switch
    {
        _ when IsKnown(state, reference) => state,
        { IsUntouched: true } => state.WithRef(RepositoryState.BranchPrefix + reference, state.Refs.Values.First()),
        _ => throw GitHubRefusal.Unprocessable($"No ref found for: {reference}"),
    };

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
