using System.Collections.Immutable;
using System.Text.Json;

namespace Drayage.Registries.GitHub.Wire;

internal sealed record CreateRefRequest(string? Ref, string? Sha);

internal sealed record UpdateRefRequest(string? Sha, bool? Force);

internal sealed record CreateTagRequest(string? Tag, string? Message, string? Object, string? Type, TaggerRequest? Tagger);

internal sealed record TaggerRequest(string? Name, string? Email, DateTimeOffset? Date);

internal sealed record EditAssetRequest(string? Name, string? Label);

internal sealed record GenerateNotesRequest(string? TagName, string? PreviousTagName);

internal sealed record RepositoryDispatchRequest(string? EventType, JsonElement? ClientPayload);

internal sealed record WorkflowDispatchRequest(string? Ref, JsonElement? Inputs);

internal sealed record GraphQlRequest(string? Query, JsonElement? Variables);

internal sealed record WriteContentRequest(string? Message, string? Content, string? Branch, string? Sha);

internal sealed record CreateTreeRequest(ImmutableArray<TreeEntryRequest> Tree);

internal sealed record TreeEntryRequest(string? Path, string? Mode, string? Type, string? Content);

internal sealed record CreateCommitRequest(string? Message, string? Tree, ImmutableArray<string> Parents);
