using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Assembly;

/// <summary>Composes an image configuration from the base's, the recipe's settings and the new layers.</summary>
internal static class ConfigBuilder
{
    /// <summary>What Docker wrote of the base's own making; it says nothing of an image that stands on it.</summary>
    private static readonly FrozenSet<string> OfTheBase =
        FrozenSet.Create(StringComparer.Ordinal, "container", "container_config", "docker_version", "id", "parent");

    private static readonly FrozenSet<string> OfTheBaseContainer =
        FrozenSet.Create(StringComparer.Ordinal, "Hostname", "Domainname", "Image", "OnBuild", "AttachStdin", "AttachStdout", "AttachStderr");

    public static ImageConfig Build(
        PlatformRecipe recipe, ResolvedBase? parent, ImmutableArray<Layer> layers, string created)
    {
        var over = parent?.Config;
        return new ImageConfig
        {
            Created = created,
            Author = recipe.Settings.Author ?? over?.Author,
            Architecture = recipe.Platform.Architecture,
            Variant = recipe.Platform.Variant ?? over?.Variant,
            Os = recipe.Platform.Os,
            OsVersion = recipe.Platform.OsVersion ?? over?.OsVersion,
            OsFeatures = recipe.Platform.OsFeatures ?? over?.OsFeatures,
            Config = Merge(over?.Config ?? new ContainerConfig(), recipe.Settings),
            RootFs = new RootFileSystem
            {
                Type = RootFileSystem.Layers,
                DiffIds = [.. over?.RootFs.DiffIds ?? [], .. layers.Select(layer => layer.DiffId)],
            },
            History = [.. BaseHistory(parent), .. recipe.Layers.Select(layer => new HistoryEntry { Created = created, CreatedBy = layer.CreatedBy })],
            Others = Without(over?.Others, OfTheBase),
        };
    }

    private static ContainerConfig Merge(ContainerConfig over, ImageSettings settings) => over with
    {
        User = settings.User ?? over.User,
        ExposedPorts = Union(over.ExposedPorts, settings.ExposedPorts.Select(WithProtocol)),
        Env = MergeEnvironment(over.Env ?? [], settings.Environment),
        Entrypoint = settings.Entrypoint ?? over.Entrypoint,
        Cmd = settings.Command ?? (settings.Entrypoint is null ? over.Cmd : null),
        Volumes = Union(over.Volumes, settings.Volumes),
        WorkingDir = settings.WorkingDirectory ?? over.WorkingDir,
        Labels = settings.Labels.IsEmpty ? over.Labels : Ordinal(over.Labels).SetItems(settings.Labels),
        StopSignal = settings.StopSignal ?? over.StopSignal,
        Healthcheck = settings.Healthcheck ?? over.Healthcheck,
        Others = Without(over.Others, OfTheBaseContainer),
    };

    private static Dictionary<string, JsonElement>? Without(IDictionary<string, JsonElement>? members, FrozenSet<string> dropped)
    {
        // A base that says the same in another order is the same base.
        var kept = members?.Where(member => !dropped.Contains(member.Key)).OrderBy(member => member.Key, StringComparer.Ordinal).ToDictionary();
        return kept is { Count: > 0 } ? kept : null;
    }

    /// <summary>A name keeps its first place and takes its last value; PATH of the base stays where it was.</summary>
    private static ImmutableArray<string>? MergeEnvironment(ImmutableArray<string> over, ImmutableArray<KeyValuePair<string, string>> added)
    {
        var merged = over.ToList();
        foreach (var (name, value) in added)
        {
            var text = $"{name}={value}";
            var at = merged.FindIndex(other => other.StartsWith(name + "=", StringComparison.Ordinal));
            if (at < 0)
                merged.Add(text);
            else
                merged[at] = text;
        }
        return merged.Count == 0 ? null : [.. merged];
    }

    private static ImmutableSortedDictionary<string, EmptyObject>? Union(
        ImmutableSortedDictionary<string, EmptyObject>? over, IEnumerable<string> added)
    {
        var union = Ordinal(over).SetItems(added.Select(key => KeyValuePair.Create(key, EmptyObject.Value)));
        return union.IsEmpty ? null : union;
    }

    private static ImmutableSortedDictionary<string, T> Ordinal<T>(ImmutableSortedDictionary<string, T>? dictionary) =>
        (dictionary ?? ImmutableSortedDictionary<string, T>.Empty).WithComparers(StringComparer.Ordinal);

    private static string WithProtocol(string port) => port.Contains('/', StringComparison.Ordinal) ? port : port + "/tcp";

    /// <summary>
    /// The base's history. Where it does not account for each of the base's layers, tools would read ours as theirs:
    /// then plain entries stand in.
    /// </summary>
    private static ImmutableArray<HistoryEntry> BaseHistory(ResolvedBase? parent)
    {
        if (parent is null)
            return [];
        var layers = parent.Image.Manifest.Layers.Length;
        var history = parent.Config.History ?? [];
        return history.Count(entry => entry.EmptyLayer is not true) == layers
            ? history
            : [.. Enumerable.Repeat(new HistoryEntry { Created = parent.Config.Created, CreatedBy = "base image" }, layers)];
    }
}
