using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Pipeline.Caching;

namespace Drayage.Pipeline.Packing;

/// <summary>Content keys of packs: the recipe, the digests of all that goes in, and the epoch.</summary>
internal sealed class PackKeys(PackSources sources, long epoch)
{
    // Raised when the same recipe gives other bytes than before: a new compressor, another layer order.
    private const string Generation = "drayage pack 3";

    public Digest Of(PackStep.Archive archive)
    {
        var key = new ContentKey().Add(Generation, "archive", archive.Output.Text, archive.Format.ToString(), archive.Root, epoch.ToString());
        Add(key, archive.Files);
        return key.ToDigest();
    }

    /// <param name="image">The recipe.</param>
    /// <param name="baseDigest">Digest of what it stands upon; <c>scratch</c> for nothing.</param>
    public Digest Of(PackStep.Image image, string baseDigest)
    {
        var (settings, config) = (image.Settings, image.Settings.Config);
        var key = new ContentKey()
            .Add(Generation, "image", image.Output.Text, baseDigest, epoch.ToString(), config.User ?? "", config.WorkingDirectory ?? "", config.StopSignal ?? "")
            .Add(["entrypoint", .. config.Entrypoint])
            .Add(["command", .. config.Command])
            .Add(["ports", .. config.ExposedPorts])
            .Add(["volumes", .. config.Volumes])
            .Add(["directories", .. settings.Directories.Select(directory => directory.ToString())])
            .Add(["removed", .. settings.Removed])
            .Add("form", settings.Format.ToString(), settings.Compression.ToString(), settings.FileTimes.ToString())
            .Add(HealthcheckOf(config))
            .Add("variable", config.Environment)
            .Add("label", config.Labels)
            .Add("annotation", settings.Annotations);
        foreach (var platform in image.Platforms)
            Add(key.Add("platform", platform.Platform.ToString()), platform.Files);
        return key.ToDigest();
    }

    private void Add(ContentKey key, IEnumerable<PackedFile> files)
    {
        foreach (var file in files)
            key.Add("file", file.Path, file.Mode.ToString(), $"{file.UserId}:{file.GroupId}", sources.DigestOf(file.Source).ToString());
    }

    private static string[] HealthcheckOf(ContainerConfig config) => config.Healthcheck is { } check
        ? ["healthcheck", $"{check.Interval} {check.Timeout} {check.StartPeriod} {check.Retries}", .. check.Test]
        : ["no healthcheck"];
}
