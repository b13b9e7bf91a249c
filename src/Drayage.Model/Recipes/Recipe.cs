using System.Collections.Immutable;
using Drayage.Model.Planning;

namespace Drayage.Model.Recipes;

/// <summary>
/// How an image or OCI artifact is put together from bytes alone: every file by its digest and, where the release carries it, by the
/// artifact that holds it. A machine that never saw the sources gets the same digest from it.
/// </summary>
public abstract record Recipe
{
    private Recipe()
    {
    }

    /// <summary>Name of the artifact, whose digest in the waybill is what must come out.</summary>
    public required string Artifact { get; init; }

    /// <summary>Everything that goes in; the same bytes may stand there more than once.</summary>
    public abstract IEnumerable<RecipeContent> Contents { get; }

    /// <summary>Whether all of it can be fetched from the release and from registries.</summary>
    public virtual bool IsReleased => Contents.All(content => content.Place is not null);

    /// <summary>A container image.</summary>
    public sealed record Image : Recipe
    {
        /// <summary>What assembled it first: another compressor may give other bytes.</summary>
        public required string WrittenBy { get; init; }

        /// <summary>Time of the image and its history, in seconds since 1970.</summary>
        public required long Created { get; init; }

        /// <summary>Time of all its files, in seconds since 1970.</summary>
        public required long FileTime { get; init; }

        public ImageFormat Format { get; init; }

        public LayerCompression Compression { get; init; }

        /// <summary>Null for scratch.</summary>
        public RecipeBase? Base { get; init; }

        public required ContainerConfig Config { get; init; }

        /// <summary>Annotations of the index and of each manifest.</summary>
        public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

        public required ImmutableArray<RecipePlatform> Platforms { get; init; }

        public override IEnumerable<RecipeContent> Contents =>
            Platforms.SelectMany(platform => platform.Layers).SelectMany(layer => layer.Files).Select(file => file.Content);

        public override bool IsReleased => base.IsReleased && Base is null or { Reference: not null };
    }

    /// <summary>Released files that are the blobs of a manifest as they are.</summary>
    public sealed record OciArtifact : Recipe
    {
        /// <inheritdoc cref="PackStep.OciArtifact.ArtifactType"/>
        public string? ArtifactType { get; init; }

        /// <inheritdoc cref="PackStep.OciArtifact.Config"/>
        public RecipeBlob? Config { get; init; }

        public required ImmutableArray<RecipeBlob> Layers { get; init; }

        public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

        public override IEnumerable<RecipeContent> Contents => Blobs.Select(blob => blob.Content);

        private IEnumerable<RecipeBlob> Blobs => Config is null ? Layers : Layers.Prepend(Config);
    }
}
