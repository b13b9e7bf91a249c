using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Model.Recipes;
using Drayage.Oci.Assembly;
using Drayage.Oci.Attaching;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Platform.Archives;
using ContainerConfig = Drayage.Model.Planning.ContainerConfig;

namespace Drayage.Pipeline.Packing;

/// <summary>
/// Puts images and OCI artifacts together from their recipes, without a container engine. The machine that has the sources and one
/// that has the release alone do it here alike.
/// </summary>
/// <param name="output">Receives them.</param>
/// <param name="layers">Where unchanged layers are found again.</param>
/// <param name="pathOf">Absolute path of bytes with a digest.</param>
public sealed class RecipeAssembly(OciLayout output, LayerRecords layers, Func<Digest, string> pathOf)
{
    /// <param name="recipe">What goes in.</param>
    /// <param name="standsOn">The recipe's base, found.</param>
    /// <param name="cancellationToken">Ends the assembly.</param>
    public async Task<Descriptor> RunAsync(Recipe.Image recipe, BaseImage standsOn, CancellationToken cancellationToken)
    {
        var image = new ImageRecipe
        {
            Created = DateTimeOffset.FromUnixTimeSeconds(recipe.Created),
            FileTime = DateTimeOffset.FromUnixTimeSeconds(recipe.FileTime),
            Platforms = [.. recipe.Platforms.Select(platform => new PlatformRecipe
            {
                Platform = ImagePlatform.Parse(platform.Platform.ToString()),
                Base = standsOn,
                Layers = [.. platform.Layers.Select(Layer)],
                Settings = Settings(recipe.Config),
            })],
            Format = recipe.Format,
            Compression = recipe.Compression,
            Annotations = recipe.Annotations,
            AlwaysIndex = true,
        };
        return (await new ImageAssembler(output, layers).AssembleAsync(image, cancellationToken)).Root;
    }

    public async Task<Descriptor> RunAsync(Recipe.OciArtifact recipe, CancellationToken cancellationToken)
    {
        var blobs = ImmutableArray.CreateBuilder<Descriptor>(recipe.Layers.Length);
        foreach (var layer in recipe.Layers)
            blobs.Add(await StoreAsync(layer, cancellationToken));
        var manifest = ManifestDocument.Of(new ImageManifest
        {
            SchemaVersion = 2,
            MediaType = MediaTypes.OciManifest,
            ArtifactType = recipe.ArtifactType,
            Config = recipe.Config is { } config ? await StoreAsync(config, cancellationToken) : await StoreEmptyAsync(cancellationToken),
            Layers = blobs.MoveToImmutable(),
            Annotations = recipe.Annotations.IsEmpty ? null : recipe.Annotations.WithComparers(StringComparer.Ordinal),
        });
        return await output.WriteManifestAsync(manifest, cancellationToken);
    }

    private LayerSource Layer(RecipeLayer layer) => new()
    {
        CreatedBy = layer.CreatedBy,
        Entries = [.. layer.Directories.Select(Directory), .. layer.Files.Select(File)],
        Contents = layer.Files.ToImmutableDictionary(file => file.Path, file => file.Content.Digest, StringComparer.Ordinal),
        Whiteouts = layer.Whiteouts,
    };

    private ArchiveEntry File(RecipeFile file) =>
        ArchiveEntry.File(file.Path, pathOf(file.Content.Digest), (UnixFileMode)file.Mode) with { Owner = new ArchiveOwner(file.UserId, file.GroupId) };

    private static ArchiveEntry Directory(PackedDirectory directory) =>
        ArchiveEntry.Directory(directory.Path, (UnixFileMode)directory.Mode) with { Owner = new ArchiveOwner(directory.UserId, directory.GroupId) };

    private async Task<Descriptor> StoreAsync(RecipeBlob blob, CancellationToken cancellationToken)
    {
        var descriptor = new Descriptor
        {
            MediaType = blob.MediaType,
            Digest = blob.Content.Digest,
            Size = blob.Content.Size,
            Annotations = blob.Annotations.IsEmpty ? null : blob.Annotations.WithComparers(StringComparer.Ordinal),
        };
        if (output.HasBlob(descriptor.Digest))
            return descriptor;
        await using var content = System.IO.File.OpenRead(pathOf(descriptor.Digest));
        await output.WriteBlobAsync(descriptor, content, cancellationToken);
        return descriptor;
    }

    private async Task<Descriptor> StoreEmptyAsync(CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(EmptyConfig.Bytes.ToArray(), writable: false);
        await output.WriteBlobAsync(EmptyConfig.Descriptor, content, cancellationToken);
        return EmptyConfig.Descriptor;
    }

    private static Oci.Assembly.ImageSettings Settings(ContainerConfig config) => new()
    {
        Entrypoint = config.Entrypoint.IsEmpty ? null : config.Entrypoint,
        Command = config.Command.IsEmpty ? null : config.Command,
        Environment = [.. config.Environment],
        User = config.User,
        WorkingDirectory = config.WorkingDirectory,
        Labels = config.Labels,
        ExposedPorts = config.ExposedPorts,
        Volumes = config.Volumes,
        StopSignal = config.StopSignal,
        Healthcheck = config.Healthcheck is { } check ? Healthcheck(check) : null,
    };

    private static Healthcheck Healthcheck(ImageHealthcheck check) => new()
    {
        Test = check.Test,
        Interval = Nanoseconds(check.Interval),
        Timeout = Nanoseconds(check.Timeout),
        StartPeriod = Nanoseconds(check.StartPeriod),
        Retries = check.Retries,
    };

    private static long? Nanoseconds(TimeSpan? span) => span?.Ticks * TimeSpan.NanosecondsPerTick;
}
