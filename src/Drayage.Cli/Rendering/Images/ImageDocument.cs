using System.Collections.Immutable;
using Drayage.Cli.Images;
using Drayage.Oci.Documents;

namespace Drayage.Cli.Rendering.Images;

/// <summary>The output of <c>drayage image inspect --json</c>. Sizes are bytes.</summary>
internal sealed record ImageDocument(
    string Image,
    string Digest,
    string MediaType,
    long Size,
    IReadOnlyDictionary<string, string>? Annotations,
    ImmutableArray<ManifestReport> Manifests,
    ImmutableArray<ReferrerReport> Referrers)
{
    public static ImageDocument Of(ImageSurvey survey)
    {
        var root = survey.Chosen.Root;
        return new ImageDocument(
            survey.Named.Name,
            root.Digest.ToString(),
            root.MediaType,
            root.Bytes.Length,
            root is ManifestDocument.Index index ? index.Content.Annotations : null,
            [.. survey.Manifests.Select(ManifestReport.Of)],
            [.. survey.Referrers.Select(ReferrerReport.Of)]);
    }
}

internal sealed record ManifestReport(
    string Digest,
    string MediaType,
    long Size,
    string? Platform,
    string? ArtifactType,
    BlobReport Config,
    ImmutableArray<BlobReport> Layers,
    long LayerBytes,
    SettingsReport? Settings,
    IReadOnlyDictionary<string, string>? Annotations)
{
    public static ManifestReport Of(SurveyedManifest manifest)
    {
        var content = manifest.Image.Manifest;
        var diffIds = manifest.Config?.RootFs.DiffIds ?? [];
        return new ManifestReport(
            manifest.Image.Digest.ToString(),
            manifest.Image.MediaType,
            manifest.Image.Bytes.Length,
            manifest.Platform?.ToString(),
            content.ArtifactType,
            new BlobReport(content.Config.Digest.ToString(), content.Config.MediaType, content.Config.Size, null),
            [.. content.Layers.Select((layer, i) => new BlobReport(layer.Digest.ToString(), layer.MediaType, layer.Size, i < diffIds.Length ? diffIds[i].ToString() : null))],
            manifest.LayerBytes,
            manifest.Config is { } config ? SettingsReport.Of(config) : null,
            content.Annotations);
    }
}

internal sealed record BlobReport(string Digest, string MediaType, long Size, string? DiffId);

/// <summary>How containers of the image run.</summary>
internal sealed record SettingsReport(
    string? Created,
    ImmutableArray<string>? Entrypoint,
    ImmutableArray<string>? Cmd,
    ImmutableArray<string>? Env,
    string? User,
    string? WorkingDir,
    ImmutableArray<string>? ExposedPorts,
    ImmutableArray<string>? Volumes,
    string? StopSignal,
    ImmutableArray<string>? Healthcheck,
    IReadOnlyDictionary<string, string>? Labels)
{
    public static SettingsReport Of(ImageConfig config)
    {
        var run = config.Config ?? new ContainerConfig();
        return new SettingsReport(
            config.Created,
            run.Entrypoint,
            run.Cmd,
            run.Env,
            run.User,
            run.WorkingDir,
            run.ExposedPorts is { } ports ? [.. ports.Keys] : null,
            run.Volumes is { } volumes ? [.. volumes.Keys] : null,
            run.StopSignal,
            run.Healthcheck?.Test,
            run.Labels);
    }

    /// <summary>Each setting that stands, as a line.</summary>
    public IEnumerable<(string Name, string Value)> Lines()
    {
        IEnumerable<(string Name, string? Value)> all =
        [
            ("created", Created), ("entrypoint", Words(Entrypoint)), ("cmd", Words(Cmd)), ("user", User), ("workdir", WorkingDir),
            ("ports", Words(ExposedPorts)), ("volumes", Words(Volumes)), ("stop signal", StopSignal), ("healthcheck", Words(Healthcheck)),
        ];
        return all
            .Concat((Env is { IsDefault: false } variables ? variables : []).Select(variable => (Name: "env", Value: (string?)variable)))
            .Concat((Labels ?? ImmutableSortedDictionary<string, string>.Empty).Select(label => (Name: $"label {label.Key}", Value: (string?)label.Value)))
            .Where(line => !string.IsNullOrEmpty(line.Value))
            .Select(line => (line.Name, line.Value!));
    }

    private static string? Words(ImmutableArray<string>? words) => words is { IsDefaultOrEmpty: false } known ? string.Join(' ', known) : null;
}
