using System.Collections.Immutable;
using System.Security.Cryptography;
using Drayage.Benchmarks.Content;
using Drayage.Benchmarks.Measuring;
using Drayage.Benchmarks.Peers;

namespace Drayage.Benchmarks.Suites.Images;

/// <summary>A two-platform image of two built programs of 71 MB, delivered to two registries: a whole release against buildah.</summary>
internal sealed class AssembleSuite(Workshop workshop)
{
    private const string Cold = "drayage release";
    private const string Warm = "drayage release, layers known";
    private const string Unlocking = "drayage release, layers known, key encrypted";
    private const string Buildah = "buildah";
    private const string Password = "DRAYAGE_KEY_PASSWORD";

    private readonly Dictionary<string, long> stored = new(StringComparer.Ordinal);

    public IEnumerable<Report> Run()
    {
        ImmutableArray<RegistryProcess> registries = [new DockerRegistry(workshop.Root), new DockerRegistry(workshop.Root)];
        try
        {
            string root = workshop.Empty("released");
            var program = new ReleasedProgram(root, [.. registries.Select(registry => registry.Authority)]);
            string key = Path.Combine(workshop.Root, "release.key");
            string encrypted = $"{key}.encrypted";
            Finish(root, "key", "generate", "--out", encrypted);
            // As CI keeps it: in a secret of its own, without a password, whose check would outweigh all that the race is about.
            Unlock(encrypted, key);
            Finish(root, "build");
            program.LinkBinaries(Path.Combine(workshop.Root, "binaries"));

            Contender cold = Release(root, key) with { Name = Cold, Prepare = () => Prepare(program, registries, keepLayers: false) };
            Contender warm = cold with { Name = Warm, Prepare = () => Prepare(program, registries, keepLayers: true) };
            Contender unlocking = Release(root, encrypted) with { Name = Unlocking, Prepare = warm.Prepare };
            ImmutableArray<Standing> standings = new Race(workshop.Runs, warmUps: 0).Run(
                [.. new[] { cold, warm, unlocking, WithBuildah(registries) }.Select(contender => Counted(contender, registries))]);
            yield return Judge(new Report("images-assemble", "two programs of 71 MB to one image for two platforms in two docker-registries", standings));
        }
        finally
        {
            foreach (RegistryProcess registry in registries)
            {
                registry.Dispose();
            }
        }
    }

    private static ImmutableDictionary<string, string> Secret => ImmutableDictionary<string, string>.Empty.Add(Password, "bench");

    private void Finish(string root, params ImmutableArray<string> arguments) =>
        ContenderRun.OfSuccess(new Contender(arguments[0], workshop.Setting.Drayage, arguments) { Directory = root, Environment = Secret });

    private static void Unlock(string encrypted, string plain)
    {
        using var key = ECDsa.Create();
        key.ImportFromEncryptedPem(File.ReadAllText(encrypted), Secret[Password]);
        File.WriteAllText(plain, key.ExportPkcs8PrivateKeyPem());
    }

    private Contender Release(string root, string key) =>
        new(Cold, workshop.Setting.Drayage, "release", "--key", $"file:{key}") { Directory = root, Environment = Secret };

    private Contender WithBuildah(ImmutableArray<RegistryProcess> registries)
    {
        string storage = Path.Combine(workshop.Root, "buildah");
        ImmutableArray<string> destinations = [.. registries.Select(registry => $"{registry.Authority}/bench/app:1.0.0")];
        return new Contender(Buildah, "bash", [Path.Combine(AppContext.BaseDirectory, "by-buildah.sh"), storage, Path.Combine(workshop.Root, "binaries"), .. destinations])
        {
            Directory = workshop.Root,
            Environment = workshop.Private.Remove("_CONTAINERS_ROOTLESS_UID"),
            Prepare = () =>
            {
                workshop.Forget();
                workshop.Empty("buildah");
                Restart(registries);
            },
        };
    }

    /// <summary>Asked for the servers' time after a run, also looks at what they have now.</summary>
    private Contender Counted(Contender contender, ImmutableArray<RegistryProcess> registries) => contender with
    {
        ServerSeconds = () =>
        {
            stored[contender.Name] = registries[0].StoredBytes;
            return registries.Sum(registry => registry.CpuSeconds);
        },
    };

    private static void Prepare(ReleasedProgram program, ImmutableArray<RegistryProcess> registries, bool keepLayers)
    {
        program.Renew(keepLayers);
        Restart(registries);
    }

    private static void Restart(ImmutableArray<RegistryProcess> registries)
    {
        foreach (RegistryProcess registry in registries)
        {
            registry.Restart();
        }
    }

    private Report Judge(Report report)
    {
        double buildah = report.Of(Buildah).WallSeconds;
        Machine machine = workshop.Machine;
        return report with
        {
            Sizes = stored.ToImmutableDictionary(),
            Limits =
            [
                new Limit("SHA-256 of what is delivered, by Drayage and two registries, on all cores", 3 * stored[Cold] / machine.AllDigestRate),
                new Limit("processor seconds of Drayage and the registries with known layers, on all cores", (report.Of(Warm).CpuSeconds + report.Of(Warm).ServerCpuSeconds) / machine.Cores),
                new Limit("disk, once for the layers and once a registry", 3 * stored[Cold] / machine.DiskRate),
            ],
            Verdicts =
            [
                Verdict.AtLeast("buildah's time over Drayage's", buildah / report.Of(Cold).WallSeconds, 3),
                Verdict.AtLeast("buildah's time over Drayage's with known layers", buildah / report.Of(Warm).WallSeconds, 10),
                Verdict.Memory(report.Of(Cold), report.Of(Warm)),
                Verdict.AtMost("Drayage's compressed size over buildah's", (double)stored[Cold] / stored[Buildah], 1.03),
            ],
        };
    }
}
