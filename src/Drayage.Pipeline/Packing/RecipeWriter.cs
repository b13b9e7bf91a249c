using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Model.Recipes;
using Drayage.Pipeline.Planning;

namespace Drayage.Pipeline.Packing;

/// <summary>Writes down what the packs of images and OCI artifacts come to, file by file.</summary>
/// <param name="sources">The bytes.</param>
/// <param name="released">Where the release carries them.</param>
/// <param name="writer">What assembles, with the versions that decide its bytes.</param>
public sealed class RecipeWriter(PackSources sources, ReleasedSources released, string writer)
{
    // Not 1970 itself: some tools take 0 for no time at all.
    private const long FixedTime = 1;

    private readonly Dictionary<Digest, string> paths = [];

    /// <summary>Path of bytes that a recipe of this writer takes.</summary>
    public string PathOf(Digest content) => paths[content];

    public Recipe.Image Of(PackStep.Image image, SourceRevision source, RecipeBase? standsOn) => new()
    {
        Artifact = image.Output.Text,
        WrittenBy = writer,
        Created = source.CommitTime,
        FileTime = image.Settings.FileTimes == FileTimes.Fixed ? FixedTime : source.CommitTime,
        Format = image.Settings.Format,
        Compression = image.Settings.Compression,
        Base = standsOn,
        Config = image.Settings.Config,
        Annotations = image.Settings.Annotations,
        Platforms = [.. image.Platforms.Select(platform => new RecipePlatform(platform.Platform, Layers(platform, image.Settings)))],
    };

    public Recipe.OciArtifact Of(PackStep.OciArtifact artifact) => new()
    {
        Artifact = artifact.Output.Text,
        ArtifactType = artifact.ArtifactType,
        Config = artifact.Config is null ? null : Blob(artifact.Config),
        Layers = [.. artifact.Layers.Select(Blob)],
        Annotations = artifact.Annotations,
    };

    /// <summary>
    /// Bottom first: what changes seldom stands below what changes with every release, so that a new version shares the lower
    /// layers with the last.
    /// </summary>
    private ImmutableArray<RecipeLayer> Layers(PlatformImage platform, ImageSettings settings)
    {
        var byChange = platform.Files.ToLookup(file => file.Source is PackSource.StepOutput);
        var files = new RecipeLayer
        {
            CreatedBy = "drayage: files",
            Directories = [.. settings.Directories.Select(directory => directory with { Path = directory.Path.TrimStart('/') })],
            Files = [.. byChange[false].Select(File)],
            Whiteouts = [.. settings.Removed.Select(path => path.TrimStart('/'))],
        };
        var binaries = new RecipeLayer { CreatedBy = "drayage: binaries", Files = [.. byChange[true].Select(File)] };
        return [.. new[] { files, binaries }.Where(layer => !layer.Directories.IsEmpty || !layer.Files.IsEmpty || !layer.Whiteouts.IsEmpty)];
    }

    private RecipeFile File(PackedFile file) => new(file.Path.TrimStart('/'), file.Mode, file.UserId, file.GroupId, Content(file.Source));

    private RecipeBlob Blob(PackedBlob blob) => new(blob.MediaType, Content(blob.Source))
    {
        Annotations = blob.Annotations is { } built ? BlobAnnotations.Read(System.IO.File.ReadAllBytes(sources.PathOf(built))) : ImmutableSortedDictionary<string, string>.Empty,
    };

    private RecipeContent Content(PackSource source)
    {
        var (digest, size) = sources.ContentOf(source);
        paths[digest] = sources.PathOf(source);
        return new RecipeContent(digest, size, PlaceOf(source));
    }

    private ReleasedPlace? PlaceOf(PackSource source) => (released.Find(source), source) switch
    {
        ({ Path: null } itself, PackSource.StepOutput built) => itself with { Artifact = sources.NameOf(built) },
        (var place, _) => place,
    };
}
