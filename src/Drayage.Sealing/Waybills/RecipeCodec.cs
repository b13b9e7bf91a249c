using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Model.Recipes;
using Drayage.Model.Targets;
using static Drayage.Sealing.Waybills.Omission;

namespace Drayage.Sealing.Waybills;

/// <summary>Between recipes and their part of the waybill.</summary>
internal static class RecipeCodec
{
    public static RecipesDocument? ToDocument(ImmutableArray<Recipe> recipes) => recipes.IsEmpty ? null : new RecipesDocument
    {
        Images = OrNull([.. recipes.OfType<Recipe.Image>().Select(ToDocument)]),
        OciArtifacts = OrNull([.. recipes.OfType<Recipe.OciArtifact>().Select(ToDocument)]),
    };

    /// <exception cref="FormatException">Something in it is no recipe of version 1.</exception>
    public static ImmutableArray<Recipe> FromDocument(RecipesDocument? document) =>
        [.. (document?.Images ?? []).Select(FromDocument), .. (document?.OciArtifacts ?? []).Select(FromDocument)];

    private static ImageRecipeDocument ToDocument(Recipe.Image image) => new()
    {
        Artifact = image.Artifact,
        WrittenBy = image.WrittenBy,
        Created = image.Created,
        FileTime = image.FileTime,
        Format = image.Format == ImageFormat.Docker ? "docker" : "oci",
        Compression = image.Compression == LayerCompression.Zstd ? "zstd" : "gzip",
        Base = image.Base is { Reference: { } reference } standsOn ? new BaseDocument { Reference = reference, Name = standsOn.Name } : null,
        Config = ContainerConfigCodec.ToDocument(image.Config),
        Annotations = OrNull(image.Annotations),
        Platforms = [.. image.Platforms.Select(platform => new PlatformDocument { Platform = platform.Platform.ToString(), Layers = [.. platform.Layers.Select(ToDocument)] })],
    };

    private static LayerDocument ToDocument(RecipeLayer layer) => new()
    {
        CreatedBy = layer.CreatedBy,
        Directories = OrNull([.. layer.Directories.Select(directory => new DirectoryDocument
        {
            Path = directory.Path,
            Mode = Octal(directory.Mode),
            UserId = OrNull(directory.UserId),
            GroupId = OrNull(directory.GroupId),
        })]),
        Files = OrNull([.. layer.Files.Select(file => new FileDocument
        {
            Path = file.Path,
            Mode = Octal(file.Mode),
            UserId = OrNull(file.UserId),
            GroupId = OrNull(file.GroupId),
            Content = ToDocument(file.Content),
        })]),
        Whiteouts = OrNull(layer.Whiteouts),
    };

    private static OciArtifactRecipeDocument ToDocument(Recipe.OciArtifact artifact) => new()
    {
        Artifact = artifact.Artifact,
        ArtifactType = artifact.ArtifactType,
        Config = artifact.Config is null ? null : ToDocument(artifact.Config),
        Layers = [.. artifact.Layers.Select(ToDocument)],
        Annotations = OrNull(artifact.Annotations),
    };

    private static BlobDocument ToDocument(RecipeBlob blob) =>
        new() { MediaType = blob.MediaType, Content = ToDocument(blob.Content), Annotations = OrNull(blob.Annotations) };

    private static ContentDocument ToDocument(RecipeContent content) => new()
    {
        Digest = content.Digest.ToString(),
        Size = content.Size,
        Artifact = content.Place?.Artifact ?? throw new InvalidOperationException($"the release carries {content.Digest} nowhere"),
        Path = content.Place.Path,
    };

    private static Recipe FromDocument(ImageRecipeDocument image) => new Recipe.Image
    {
        Artifact = image.Artifact,
        WrittenBy = image.WrittenBy,
        Created = image.Created,
        FileTime = image.FileTime,
        Format = Choose(image.Format, ("oci", ImageFormat.Oci), ("docker", ImageFormat.Docker)),
        Compression = Choose(image.Compression, ("gzip", LayerCompression.Gzip), ("zstd", LayerCompression.Zstd)),
        Base = image.Base is { } standsOn ? new RecipeBase(standsOn.Reference, standsOn.Name) : null,
        Config = ContainerConfigCodec.FromDocument(image.Config),
        Annotations = OrEmpty(image.Annotations),
        Platforms = [.. image.Platforms.Select(platform => new RecipePlatform(TargetPlatform.Parse(platform.Platform), [.. platform.Layers.Select(FromDocument)]))],
    };

    private static RecipeLayer FromDocument(LayerDocument layer) => new()
    {
        CreatedBy = layer.CreatedBy,
        Directories = [.. (layer.Directories ?? []).Select(directory => new PackedDirectory(directory.Path, Mode(directory.Mode), directory.UserId ?? 0, directory.GroupId ?? 0))],
        Files = [.. (layer.Files ?? []).Select(file => new RecipeFile(file.Path, Mode(file.Mode), file.UserId ?? 0, file.GroupId ?? 0, FromDocument(file.Content)))],
        Whiteouts = layer.Whiteouts ?? [],
    };

    private static Recipe FromDocument(OciArtifactRecipeDocument artifact) => new Recipe.OciArtifact
    {
        Artifact = artifact.Artifact,
        ArtifactType = artifact.ArtifactType,
        Config = artifact.Config is null ? null : FromDocument(artifact.Config),
        Layers = [.. artifact.Layers.Select(FromDocument)],
        Annotations = OrEmpty(artifact.Annotations),
    };

    private static RecipeBlob FromDocument(BlobDocument blob) =>
        new(blob.MediaType, FromDocument(blob.Content)) { Annotations = OrEmpty(blob.Annotations) };

    private static RecipeContent FromDocument(ContentDocument content) =>
        new(Digest.Parse(content.Digest), content.Size, new ReleasedPlace(content.Artifact, content.Path));

    private static string Octal(int mode) => "0" + Convert.ToString(mode, 8);

    private static int Mode(string octal)
    {
        const int most = 0b111_111_111_111;
        if (octal.Length is 0 or > 6 || octal.Any(digit => digit is < '0' or > '7') || Convert.ToInt32(octal, 8) is not (<= most and var mode))
            throw new FormatException($"'{octal}' are no octal permission bits");
        return mode;
    }

    private static T Choose<T>(string word, params ReadOnlySpan<(string Word, T Value)> known)
    {
        foreach (var (name, value) in known)
        {
            if (name == word)
                return value;
        }

        throw new FormatException($"'{word}' is unknown to a waybill of version 1");
    }
}
