using System.Collections.Immutable;
using Drayage.Cli.Images;
using Drayage.Model;
using Drayage.Oci.Comparison;
using Drayage.Oci.Documents;

namespace Drayage.Cli.Rendering.Images;

/// <summary>The output of <c>drayage image diff --json</c>.</summary>
internal sealed record DiffDocument(
    string Left, string Right, bool Same, ImmutableArray<string> OnlyLeft, ImmutableArray<string> OnlyRight, ImmutableArray<PlatformDiff> Platforms)
{
    public static DiffDocument Of(ImageDiffResult result) => new(
        result.Left.Name,
        result.Right.Name,
        result.IsSame,
        result.OnlyLeft,
        result.OnlyRight,
        [.. result.Compared.Select(pair => PlatformDiff.Of(pair.Platform, pair.Difference))]);
}

internal sealed record PlatformDiff(
    string Platform,
    bool Same,
    string LeftDigest,
    string RightDigest,
    ImmutableArray<SettingChange> Settings,
    int CommonLayers,
    ImmutableArray<BlobReport> LeftLayers,
    ImmutableArray<BlobReport> RightLayers,
    ImmutableArray<FileDiff> Files)
{
    public static PlatformDiff Of(string platform, ImageDifference difference) => new(
        platform,
        difference.IsSame,
        difference.Left.ToString(),
        difference.Right.ToString(),
        difference.Settings,
        difference.CommonLayers,
        [.. difference.OnlyLeft.Select(Layer)],
        [.. difference.OnlyRight.Select(Layer)],
        [.. difference.Files.Select(FileDiff.Of)]);

    private static BlobReport Layer((Digest DiffId, Descriptor Layer) layer) =>
        new(layer.Layer.Digest.ToString(), layer.Layer.MediaType, layer.Layer.Size, layer.DiffId.ToString());
}

/// <param name="Change">added, removed or changed, seen from the first image.</param>
internal sealed record FileDiff(string Path, string Change, FileReport? Left, FileReport? Right)
{
    public static FileDiff Of(FileChange change) => new(
        change.Path,
        change.Left is null ? "added" : change.Right is null ? "removed" : "changed",
        FileReport.Of(change.Left),
        FileReport.Of(change.Right));
}

/// <param name="Mode">Octal.</param>
internal sealed record FileReport(string Kind, string Mode, long UserId, long GroupId, long? Size, string? Digest, string? Target)
{
    public static FileReport? Of(FileEntry? entry) => entry is null
        ? null
        : new FileReport(
            entry.Kind.ToString().ToLowerInvariant(),
            Convert.ToString((int)entry.Mode, 8),
            entry.UserId,
            entry.GroupId,
            entry.Kind == FileKind.File ? entry.Size : null,
            entry.Digest?.ToString(),
            entry.Target);
}
