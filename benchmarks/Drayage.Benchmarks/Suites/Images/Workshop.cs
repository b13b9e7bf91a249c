using System.Collections.Immutable;
using Drayage.Benchmarks.Content;
using Drayage.Benchmarks.Measuring;

namespace Drayage.Benchmarks.Suites.Images;

/// <summary>A scratch directory with what the suites of images share; content is made when first asked for.</summary>
internal sealed class Workshop : IDisposable
{
    private readonly Dictionary<string, ImageLayout> layouts = new(StringComparer.Ordinal);
    private readonly Lazy<Machine> machine;

    public Workshop(Setting setting)
    {
        Setting = setting;
        machine = new Lazy<Machine>(() => Measuring.Machine.Measure(Root));
    }

    public Setting Setting { get; }

    public string Root { get; } = Directory.CreateTempSubdirectory("drayage-images-").FullName;

    public Machine Machine => machine.Value;

    /// <summary>Measured runs of each contender.</summary>
    public int Runs => Setting.Runs ?? 3;

    /// <summary>One layer of 512 MiB.</summary>
    public ImageLayout OneLarge => Layout("one-large", 1, 512L << 20);

    /// <summary>200 layers of 1 MiB.</summary>
    public ImageLayout ManySmall => Layout("many-small", 200, 1L << 20);

    /// <summary>One layer of 536 MiB.</summary>
    public ImageLayout ToCut => Layout("to-cut", 1, 536L << 20);

    /// <summary>The environment of a program that finds no cache, login or upload of an earlier run.</summary>
    public ImmutableDictionary<string, string> Private
    {
        get
        {
            string home = Path.Combine(Root, "home");
            return ImmutableDictionary<string, string>.Empty.AddRange(
            [
                new("HOME", home),
                new("XDG_DATA_HOME", Path.Combine(home, "data")),
                new("XDG_CACHE_HOME", Path.Combine(home, "cache")),
                new("XDG_STATE_HOME", Path.Combine(home, "state")),
                new("XDG_CONFIG_HOME", Path.Combine(home, "config")),
                new("XDG_RUNTIME_DIR", Path.Combine(home, "run")),
                // As root, containers/image keeps what it knows of blobs below /var/lib whatever the directories above say, unless
                // it takes itself for a rootless one.
                new("_CONTAINERS_ROOTLESS_UID", "65534"),
            ]);
        }
    }

    /// <summary>Makes the private environment anew.</summary>
    public void Forget()
    {
        string home = Path.Combine(Root, "home");
        if (Directory.Exists(home))
        {
            Directory.Delete(home, recursive: true);
        }

        foreach (string directory in (string[])["data", "cache", "state", "config", "run"])
        {
            Directory.CreateDirectory(Path.Combine(home, directory));
        }
    }

    /// <summary>An empty directory below the root, by name.</summary>
    public string Empty(string name)
    {
        string path = Path.Combine(Root, name);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        return Directory.CreateDirectory(path).FullName;
    }

    public ImageLayout Layout(string name, int layers, long bytes, bool gzip = true)
    {
        if (!layouts.TryGetValue(name, out ImageLayout? layout))
        {
            layouts[name] = layout = ImageLayout.Create(Path.Combine(Root, name), layers, bytes, gzip);
        }

        return layout;
    }

    /// <summary>Deletes a layout that no other suite asks for.</summary>
    public void Drop(string name)
    {
        layouts.Remove(name);
        Directory.Delete(Path.Combine(Root, name), recursive: true);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
