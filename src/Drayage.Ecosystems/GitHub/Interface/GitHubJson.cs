using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Drayage.Ecosystems.GitHub.Interface;

/// <summary>A release, as far as publishing reads it.</summary>
internal sealed record ReleaseDocument
{
    public required long Id { get; init; }

    public required string TagName { get; init; }

    public required string TargetCommitish { get; init; }

    public string? Name { get; init; }

    public string? Body { get; init; }

    public bool Draft { get; init; }

    public bool Prerelease { get; init; }

    public bool Immutable { get; init; }

    /// <summary>Null for drafts.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>A URI template that ends in <c>{?name,label}</c>.</summary>
    public required string UploadUrl { get; init; }

    public required string HtmlUrl { get; init; }

    public ImmutableArray<AssetDocument> Assets { get; init; } = [];
}

/// <summary>A file of a release.</summary>
internal sealed record AssetDocument
{
    public const string Uploaded = "uploaded";

    public required long Id { get; init; }

    public required string Name { get; init; }

    public string? Label { get; init; }

    /// <summary><c>uploaded</c>; <c>starter</c> for what an upload that broke off left behind.</summary>
    public required string State { get; init; }

    public long Size { get; init; }

    public long DownloadCount { get; init; }

    /// <summary><c>sha256:…</c>; absent on older servers and assets.</summary>
    public string? Digest { get; init; }

    /// <summary>In the interface.</summary>
    public required string Url { get; init; }

    /// <summary>On the web site; works for what is published.</summary>
    public required string BrowserDownloadUrl { get; init; }

    public bool IsComplete => State == Uploaded;
}

/// <summary>What is sent to create or change a release; null leaves a member out.</summary>
internal sealed record ReleaseRequest
{
    public string? TagName { get; init; }

    public string? TargetCommitish { get; init; }

    public string? Name { get; init; }

    public string? Body { get; init; }

    public bool? Draft { get; init; }

    public bool? Prerelease { get; init; }

    /// <summary><c>true</c> or <c>false</c>, as text.</summary>
    public string? MakeLatest { get; init; }

    public bool? GenerateReleaseNotes { get; init; }
}

/// <summary>A reference, or the target of an annotated tag.</summary>
internal sealed record RefDocument(ObjectDocument Object);

/// <summary>What is sent to move a reference.</summary>
internal sealed record MoveRequest(string Sha, bool Force);

/// <summary>How one commit stands to another.</summary>
/// <param name="Status"><c>ahead</c>, <c>behind</c>, <c>diverged</c> or <c>identical</c>.</param>
internal sealed record ComparisonDocument(string Status);

/// <summary>A git object that was made.</summary>
internal sealed record MadeDocument(string Sha);

/// <summary>What is sent to make an annotated tag.</summary>
internal sealed record TagRequest(string Tag, string Message, string Object, string Type);

/// <summary>What is sent to make a reference.</summary>
/// <param name="Ref">In full: <c>refs/tags/…</c>.</param>
internal sealed record RefRequest(string Ref, string Sha);

/// <param name="Type"><c>commit</c> or <c>tag</c>.</param>
internal sealed record ObjectDocument(string Sha, string Type);

/// <summary>What is sent to write a file.</summary>
/// <param name="Content">In base64.</param>
/// <param name="Sha">Id of the blob that is replaced; null where there was none.</param>
internal sealed record ContentRequest(string Message, string Content, string Branch, string? Sha);

/// <summary>What is sent to make a tree.</summary>
internal sealed record TreeRequest(ImmutableArray<TreeEntryRequest> Tree);

/// <summary>A file in a tree.</summary>
internal sealed record TreeEntryRequest(string Path, string Mode, string Type, string Content);

/// <summary>What is sent to make a commit.</summary>
internal sealed record CommitRequest(string Message, string Tree, ImmutableArray<string> Parents);

/// <summary>A version of a package.</summary>
/// <param name="Name">The version; of images the digest of a manifest.</param>
internal sealed record PackageVersionDocument(long Id, string Name, DateTimeOffset CreatedAt, PackageMetadataDocument? Metadata);

internal sealed record PackageMetadataDocument(ContainerMetadataDocument? Container);

/// <param name="Tags">Empty for what no tag names.</param>
internal sealed record ContainerMetadataDocument(ImmutableArray<string> Tags);

/// <summary>A repository.</summary>
internal sealed record RepositoryDocument
{
    public required string FullName { get; init; }

    public bool Archived { get; init; }

    public PermissionsDocument? Permissions { get; init; }
}

/// <summary>What the sender may do.</summary>
internal sealed record PermissionsDocument(bool Push);

/// <summary>An issue, as far as notices read it.</summary>
/// <param name="Comments">How many there are.</param>
internal sealed record IssueDocument(string HtmlUrl, string? Body, int Comments);

/// <summary>What is sent to open an issue.</summary>
internal sealed record IssueRequest(string Title, string Body, ImmutableArray<string> Labels);

/// <summary>A comment on an issue.</summary>
internal sealed record CommentDocument(string HtmlUrl, string? Body);

/// <summary>What is sent to comment.</summary>
internal sealed record CommentRequest(string Body);

/// <summary>Whether releases of a repository become immutable.</summary>
internal sealed record ImmutableReleasesDocument(bool Enabled);

/// <summary>GitHub's wire format.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReleaseDocument))]
[JsonSerializable(typeof(ImmutableArray<ReleaseDocument>))]
[JsonSerializable(typeof(ImmutableArray<AssetDocument>))]
[JsonSerializable(typeof(ReleaseRequest))]
[JsonSerializable(typeof(RefDocument))]
[JsonSerializable(typeof(RefRequest))]
[JsonSerializable(typeof(MoveRequest))]
[JsonSerializable(typeof(ComparisonDocument))]
[JsonSerializable(typeof(MadeDocument))]
[JsonSerializable(typeof(TagRequest))]
[JsonSerializable(typeof(ImmutableArray<PackageVersionDocument>))]
[JsonSerializable(typeof(ContentRequest))]
[JsonSerializable(typeof(TreeRequest))]
[JsonSerializable(typeof(CommitRequest))]
[JsonSerializable(typeof(RepositoryDocument))]
[JsonSerializable(typeof(ImmutableReleasesDocument))]
[JsonSerializable(typeof(IssueDocument))]
[JsonSerializable(typeof(ImmutableArray<IssueDocument>))]
[JsonSerializable(typeof(IssueRequest))]
[JsonSerializable(typeof(ImmutableArray<CommentDocument>))]
[JsonSerializable(typeof(CommentRequest))]
internal sealed partial class GitHubJson : JsonSerializerContext;
