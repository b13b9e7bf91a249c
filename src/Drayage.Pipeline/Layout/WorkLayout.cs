using Drayage.Model;
using Drayage.Model.Targets;

namespace Drayage.Pipeline.Layout;

/// <summary>Where a release keeps its files: results of the last run in <c>dist/</c>, what may be thrown away at any time in <c>.drayage/</c>.</summary>
public sealed class WorkLayout
{
    /// <summary>Name of the directory below the root that may be thrown away.</summary>
    public const string CacheName = ".drayage";

    /// <param name="root">Absolute path of the repository.</param>
    /// <param name="dist">Absolute path of the result directory; <c>dist</c> below the root by default.</param>
    /// <param name="cache">Absolute path of the directory that may be thrown away; <c>.drayage</c> below the root by default.</param>
    public WorkLayout(string root, string? dist = null, string? cache = null)
    {
        Root = root;
        Dist = dist ?? Path.Combine(root, "dist");
        Cache = cache ?? Path.Combine(root, CacheName);
    }

    public string Root { get; }

    public string Dist { get; }

    public string Cache { get; }

    /// <summary>Delivered files under their artifact names.</summary>
    public string Artifacts => Path.Combine(Dist, "artifacts");

    /// <summary>The OCI layout with the release's images.</summary>
    public string Images => Path.Combine(Dist, "images");

    /// <summary>One log a build step.</summary>
    public string Logs => Path.Combine(Dist, "logs");

    /// <summary>The sealed waybill: a DSSE envelope.</summary>
    public string Waybill => Path.Combine(Dist, "waybill.dsse.json");

    /// <summary>Public half of the key that sealed the waybill.</summary>
    public string PublicKey => Path.Combine(Dist, "waybill.pub");

    public string Journal => Path.Combine(Dist, "journal.jsonl");

    /// <summary>Ids of the consignments of a release that a machine without its sources was asked to deliver, one a line.</summary>
    public string Chosen => Path.Combine(Dist, "chosen.txt");

    private string History => Path.Combine(Dist, "history");

    public string ReportJson => Path.Combine(Dist, "report.json");

    public string ReportMarkdown => Path.Combine(Dist, "report.md");

    public string ObjectStore => Path.Combine(Cache, "objects");

    public string StepRecords => Path.Combine(Cache, "steps");

    public string PackRecords => Path.Combine(Cache, "packs");

    /// <summary>What layers of images became.</summary>
    public string LayerRecords => Path.Combine(Cache, "layers");

    /// <summary>Notes of uploads under way, for a run after a kill.</summary>
    public string Uploads => Path.Combine(Cache, "uploads");

    /// <summary>Downloads under way, for a run after a kill.</summary>
    public string Downloads => Path.Combine(Cache, "downloads");

    /// <summary>New contents of files that are replaced together.</summary>
    public string Edits => Path.Combine(Cache, "edits");

    public string StepOutputs => Path.Combine(Cache, "out");

    /// <summary>How long each build step took when it was last run.</summary>
    public string StepTimes => Path.Combine(Cache, "times.json");

    /// <summary>Where an earlier release keeps its waybill, public key and journal.</summary>
    public WorkLayout Earlier(Digest release) => new(Root, Path.Combine(History, release.Short));

    /// <summary>All earlier releases, the last one first.</summary>
    public IEnumerable<WorkLayout> AllEarlier() => Directory.Exists(History)
        ? Directory.EnumerateDirectories(History).OrderByDescending(Directory.GetLastWriteTimeUtc).Select(directory => new WorkLayout(Root, directory))
        : [];

    /// <summary>Every release whose waybill is here, the last one first.</summary>
    public IEnumerable<WorkLayout> AllReleases() => new[] { this }.Concat(AllEarlier()).Where(layout => File.Exists(layout.Waybill));

    /// <summary>What the machines of one platform built, for another machine to merge.</summary>
    public string ShardOf(TargetPlatform host) => Path.Combine(Dist, "shards", host.ToString().Replace('/', '-'));

    public string LogOf(string stepId) => Path.Combine(Logs, stepId.Replace('/', '.') + ".log");

    /// <summary>Makes both directories, each ignored by git from inside.</summary>
    public void Create()
    {
        Create(Dist);
        CreateCache();
    }

    /// <summary>Makes the directory that may be thrown away.</summary>
    public void CreateCache() => Create(Cache);

    private static void Create(string directory)
    {
        Directory.CreateDirectory(directory);
        var ignore = Path.Combine(directory, ".gitignore");
        if (!File.Exists(ignore))
            File.WriteAllText(ignore, "*\n");
    }
}
