using System.Collections.Immutable;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Comparison;

/// <summary>Everything that an image says about itself, by name.</summary>
internal static class ImageTraits
{
    public static SortedDictionary<string, string> Of(ManifestDocument.Image image, ImageConfig config)
    {
        var traits = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var run = config.Config ?? new ContainerConfig();
        Add(traits, "created", config.Created);
        Add(traits, "author", config.Author);
        Add(traits, "platform", $"{config.Os}/{config.Architecture}{(config.Variant is null ? "" : "/" + config.Variant)}");
        Add(traits, "user", run.User);
        Add(traits, "workdir", run.WorkingDir);
        Add(traits, "stop signal", run.StopSignal);
        Add(traits, "entrypoint", Words(run.Entrypoint));
        Add(traits, "cmd", Words(run.Cmd));
        Add(traits, "healthcheck", Words(run.Healthcheck?.Test));
        AddAll(traits, "port", run.ExposedPorts?.Keys.Select(port => (port, "exposed")));
        AddAll(traits, "volume", run.Volumes?.Keys.Select(volume => (volume, "declared")));
        AddAll(traits, "env", Variables(run.Env));
        AddAll(traits, "label", run.Labels?.Select(label => (label.Key, label.Value)));
        AddAll(traits, "annotation", image.Manifest.Annotations?.Select(annotation => (annotation.Key, annotation.Value)));
        return traits;
    }

    public static ImmutableArray<SettingChange> Compare(SortedDictionary<string, string> left, SortedDictionary<string, string> right) =>
    [
        .. left.Keys.Union(right.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => new SettingChange(name, left.GetValueOrDefault(name), right.GetValueOrDefault(name)))
            .Where(change => change.Left != change.Right),
    ];

    private static void Add(SortedDictionary<string, string> traits, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            traits[name] = value;
    }

    private static void AddAll(SortedDictionary<string, string> traits, string kind, IEnumerable<(string Key, string Value)>? values)
    {
        foreach (var (key, value) in values ?? [])
            traits[$"{kind} {key}"] = value;
    }

    private static IEnumerable<(string Key, string Value)> Variables(ImmutableArray<string>? variables)
    {
        foreach (var variable in variables is { IsDefault: false } known ? known : [])
        {
            var equals = variable.IndexOf('=');
            yield return equals < 0 ? (variable, "") : (variable[..equals], variable[(equals + 1)..]);
        }
    }

    private static string? Words(ImmutableArray<string>? words) => words is { IsDefaultOrEmpty: false } known ? string.Join(' ', known) : null;
}
