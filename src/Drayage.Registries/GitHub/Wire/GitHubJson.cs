using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Drayage.Registries.GitHub.Rules;

namespace Drayage.Registries.GitHub.Wire;

/// <summary>Wire documents of the GitHub interface.</summary>
[JsonSerializable(typeof(ErrorView))]
[JsonSerializable(typeof(UserView))]
[JsonSerializable(typeof(RepositoryView))]
[JsonSerializable(typeof(RefView))]
[JsonSerializable(typeof(ImmutableArray<RefView>))]
[JsonSerializable(typeof(TagView))]
[JsonSerializable(typeof(ReleaseView))]
[JsonSerializable(typeof(ImmutableArray<ReleaseView>))]
[JsonSerializable(typeof(AssetView))]
[JsonSerializable(typeof(ImmutableArray<AssetView>))]
[JsonSerializable(typeof(NotesView))]
[JsonSerializable(typeof(ImmutableReleasesView))]
[JsonSerializable(typeof(MetaView))]
[JsonSerializable(typeof(ImmutableArray<DispatchView>))]
[JsonSerializable(typeof(PackageVersionView))]
[JsonSerializable(typeof(ImmutableArray<PackageVersionView>))]
[JsonSerializable(typeof(IssueView))]
[JsonSerializable(typeof(ImmutableArray<IssueView>))]
[JsonSerializable(typeof(CommentView))]
[JsonSerializable(typeof(ImmutableArray<CommentView>))]
[JsonSerializable(typeof(IssueDraft))]
[JsonSerializable(typeof(CommentDraft))]
[JsonSerializable(typeof(ReleaseDraft))]
[JsonSerializable(typeof(CreateRefRequest))]
[JsonSerializable(typeof(UpdateRefRequest))]
[JsonSerializable(typeof(CreateTagRequest))]
[JsonSerializable(typeof(EditAssetRequest))]
[JsonSerializable(typeof(GenerateNotesRequest))]
[JsonSerializable(typeof(RepositoryDispatchRequest))]
[JsonSerializable(typeof(WorkflowDispatchRequest))]
[JsonSerializable(typeof(WriteContentRequest))]
[JsonSerializable(typeof(CreateTreeRequest))]
[JsonSerializable(typeof(CreateCommitRequest))]
[JsonSerializable(typeof(GraphQlRequest))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class GitHubJson : JsonSerializerContext
{
    public static GitHubJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
