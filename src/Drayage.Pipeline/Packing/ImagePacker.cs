using System.Collections.Immutable;
using Drayage.Model.Artifacts;
using Drayage.Model.Planning;
using Drayage.Oci.Assembly;
using Drayage.Oci.Copying;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Oci.References;
using Drayage.Pipeline.Layout;
using Drayage.Platform.Storage;

namespace Drayage.Pipeline.Packing;

/// <summary>Assembles images and OCI artifacts into the release's layout, without a container engine.</summary>
public sealed class ImagePacker(WorkLayout layout, PackRecords records, LayerRecords layers, BaseImages bases)
{
    public async Task<Artifact> PackAsync(PackStep.Image image, SourceRevision source, PackSources sources, CancellationToken cancellationToken)
    {
        var output = await OciLayout.CreateAsync(layout.Images, cancellationToken);
        var standsOn = await bases.FindAsync(image.Settings.Base, cancellationToken);
        var key = new PackKeys(sources, source.CommitTime).Of(image, standsOn is BaseImage.From from ? from.Root.Digest.ToString() : BaseImages.Scratch);
        var place = BaseImages.PlaceOf(standsOn);
        var root = await FindAsync(output, records.Find(key), image.Settings.Format, place, cancellationToken);
        if (root is null)
        {
            root = await AssembleAsync(image, source, standsOn, sources, output, cancellationToken);
            await records.AddAsync(key, new StoredBlob(root.Digest, root.Size), cancellationToken);
        }

        await output.AddReferenceAsync(Entry(root, place), image.Output.Text, cancellationToken);
        return ArtifactOf(image, ArtifactKind.Image, root);
    }

    public async Task<Artifact> PackAsync(PackStep.OciArtifact artifact, PackSources sources, CancellationToken cancellationToken)
    {
        var output = await OciLayout.CreateAsync(layout.Images, cancellationToken);
        var blobs = ImmutableArray.CreateBuilder<Descriptor>(artifact.Layers.Length);
        foreach (var layer in artifact.Layers)
            blobs.Add(await StoreAsync(output, layer, sources, cancellationToken));
        var manifest = ManifestDocument.Of(new ImageManifest
        {
            SchemaVersion = 2,
            MediaType = MediaTypes.OciManifest,
            ArtifactType = artifact.ArtifactType,
            Config = await StoreAsync(output, artifact.Config, sources, cancellationToken),
            Layers = blobs.MoveToImmutable(),
            Annotations = artifact.Annotations.IsEmpty ? null : artifact.Annotations,
        });
        var root = await output.WriteManifestAsync(manifest, cancellationToken);
        await output.AddReferenceAsync(root, artifact.Output.Text, cancellationToken);
        return ArtifactOf(artifact, ArtifactKind.OciArtifact, root);
    }

    /// <summary>The image of an earlier run, if the layout still holds all of it.</summary>
    private static async Task<Descriptor?> FindAsync(
        OciLayout output, StoredBlob? known, ImageFormat format, ImageReference? place, CancellationToken cancellationToken)
    {
        if (known is null || !output.HasBlob(known.Digest))
            return null;
        var mediaType = format == ImageFormat.Docker ? MediaTypes.DockerManifestList : MediaTypes.OciIndex;
        var root = new Descriptor { MediaType = mediaType, Digest = known.Digest, Size = known.Size };
        var graph = await ImageGraph.ReadAsync(output, root, cancellationToken);
        if (place is { Digest: { } digest } && !output.HasBlob(digest))
            return null;
        var outside = (await OutsideLayers.FindAsync(output, Entry(root, place), cancellationToken))?.Digests ?? [];
        return graph.Blobs.All(blob => outside.Contains(blob.Digest) || output.HasBlob(blob.Digest)) ? root : null;
    }

    private static Descriptor Entry(Descriptor root, ImageReference? place) => place is null ? root : OutsideLayers.Mark(root, place);

    private async Task<Descriptor> AssembleAsync(
        PackStep.Image image, SourceRevision source, BaseImage standsOn, PackSources sources, OciLayout output, CancellationToken cancellationToken)
    {
        var recipe = new ImageRecipe
        {
            Created = DateTimeOffset.FromUnixTimeSeconds(source.CommitTime),
            Platforms = [.. image.Platforms.Select(platform => new PlatformRecipe
            {
                Platform = ImagePlatform.Parse(platform.Platform.ToString()),
                Base = standsOn,
                Layers = ImageLayers.Of(platform, image.Settings, sources),
                Settings = Settings(image.Settings),
            })],
            FileTime = image.Settings.FileTimes == FileTimes.Fixed ? ImageLayers.FixedTime : null,
            Format = image.Settings.Format,
            Compression = image.Settings.Compression,
            Annotations = image.Settings.Annotations,
            AlwaysIndex = true,
        };
        return (await new ImageAssembler(output, layers).AssembleAsync(recipe, cancellationToken)).Root;
    }

    private static Oci.Assembly.ImageSettings Settings(Model.Planning.ImageSettings settings) => new()
    {
        Entrypoint = settings.Entrypoint.IsEmpty ? null : settings.Entrypoint,
        Command = settings.Command.IsEmpty ? null : settings.Command,
        Environment = [.. settings.Environment],
        User = settings.User,
        WorkingDirectory = settings.WorkingDirectory,
        Labels = settings.Labels,
        ExposedPorts = settings.ExposedPorts,
        Volumes = settings.Volumes,
        StopSignal = settings.StopSignal,
        Healthcheck = settings.Healthcheck is { } check ? Healthcheck(check) : null,
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

    private static async Task<Descriptor> StoreAsync(OciLayout output, PackedBlob blob, PackSources sources, CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(sources.PathOf(blob.Source), cancellationToken);
        return new Descriptor { MediaType = blob.MediaType, Digest = await output.WriteBlobAsync(bytes, cancellationToken), Size = bytes.Length };
    }

    private static Artifact ArtifactOf(PackStep pack, string kind, Descriptor root) => new()
    {
        Name = pack.Output,
        Kind = kind,
        Component = pack.Component.Text,
        Digest = root.Digest,
        Size = root.Size,
    };
}
