using System.Collections.Immutable;
using Drayage.Model.Targets;
using Drayage.Pipeline.Configuration.Reading;

namespace Drayage.Ecosystems.Cargo.Building;

/// <summary>Defines and reads the keys of <see cref="CargoSettings"/>.</summary>
internal static class CargoSettingsSection
{
    private static readonly Setting<ImmutableArray<string>> Binaries = Settings.Texts("binaries", "Programs to build. Default: all of the package whose required features are on.");
    private static readonly Setting<ImmutableArray<string>> Libraries = Settings.Texts("libraries", "Shared libraries (crate type cdylib) to build, by library name. Default: that of a package without binaries.");
    private static readonly Setting<ImmutableArray<TargetPlatform>> Platforms = Settings.ParsedList("platforms", "Platforms to build for. Default: linux/amd64.", TargetPlatform.Parse);
    private static readonly Setting<string> AbiKey = Settings.Choice("abi", "C library of the programs for Linux: gnu (glibc) or musl (static). Default: gnu.", "gnu", "musl");
    private static readonly Setting<ImmutableArray<string>> Targets = Settings.Texts("targets", "rustc's target triples, in place of platforms: x86_64-unknown-linux-musl.");
    private static readonly Setting<ImmutableArray<string>> Features = Settings.Texts("features", "Features to turn on.");
    private static readonly Setting<bool?> DefaultFeatures = Settings.Flag("default-features", "Whether the default features are on. Default: true.");
    private static readonly Setting<bool?> AllFeatures = Settings.Flag("all-features", "Turns every feature on. Default: false.");
    private static readonly Setting<string> Profile = Settings.Text("profile", "Build profile, such as one that inherits release. Default: release.");
    private static readonly Setting<bool?> Locked = Settings.Flag("locked", "Whether Cargo.lock must be up to date (--locked). Default: true where one is tracked.");
    private static readonly Setting<bool?> Offline = Settings.Flag("offline", "Keeps cargo from the network (--offline). Default: false.");
    private static readonly Setting<bool?> Crate = Settings.Flag("crate", "Whether to make the .crate file. Default: true for publishable packages of which nothing else is built.");
    private static readonly Setting<bool?> Verify = Settings.Flag("verify", "Whether the .crate is compiled from its own contents. Default: true.");
    private static readonly Setting<ImmutableSortedDictionary<string, string>> Linkers = Settings.Map("linkers", "Linker by target triple. Default for other architectures: the cross compiler on PATH, such as aarch64-linux-gnu-gcc.");
    private static readonly Setting<ImmutableArray<string>> RustFlags = Settings.Texts("rustflags", "Further flags of rustc.");
    private static readonly Setting<ImmutableArray<string>> Configuration = Settings.Texts("config", "Values for cargo's --config, such as profile.release.lto=\"fat\".");
    private static readonly Setting<ImmutableSortedDictionary<string, string>> Environment = Settings.Map("env", "Environment variables of the build. Never a secret.");
    private static readonly Setting<ImmutableArray<string>> Inputs = Settings.Texts("inputs", "Further files and directories, relative to the repository, whose change means building again.");

    public static SettingsSection Section { get; } = new(
        "component of ecosystem cargo",
        "Builds the programs and shared libraries of a Rust package, or its crate.",
        [
            Binaries, Libraries, Platforms, AbiKey, Targets, Features, DefaultFeatures, AllFeatures, Profile, Locked, Offline,
            Crate, Verify, Linkers, RustFlags, Configuration, Environment, Inputs,
        ]);

    public static CargoSettings Read(SectionReader reader) => new()
    {
        Binaries = List(reader, Binaries),
        Libraries = List(reader, Libraries),
        Targets = ReadTargets(reader),
        Features = List(reader, Features),
        DefaultFeatures = reader.Get(DefaultFeatures) ?? true,
        AllFeatures = reader.Get(AllFeatures) ?? false,
        Profile = reader.Get(Profile) ?? "release",
        Locked = reader.Get(Locked),
        Offline = reader.Get(Offline) ?? false,
        Crate = reader.Get(Crate),
        VerifiesCrate = reader.Get(Verify) ?? true,
        Linkers = reader.Get(Linkers) ?? ImmutableSortedDictionary<string, string>.Empty,
        RustFlags = List(reader, RustFlags),
        Configuration = List(reader, Configuration),
        Environment = reader.Get(Environment) ?? ImmutableSortedDictionary<string, string>.Empty,
        Inputs = List(reader, Inputs),
        BinariesAt = reader.LocationOf(Binaries),
        LibrariesAt = reader.LocationOf(Libraries),
    };

    private static ImmutableArray<CargoBuildTarget> ReadTargets(SectionReader reader)
    {
        if (reader.Has(Targets) && (reader.Has(Platforms) || reader.Has(AbiKey)))
            reader.Problems.Add("'targets' and 'platforms' both say what to build for", reader.LocationOf(Targets), "keep one of them; a triple names the C library too");
        var targets = reader.Has(Targets) ? Triples(reader) : OfPlatforms(reader);
        foreach (var same in targets.GroupBy(target => target.Platform).Where(group => group.Count() > 1))
        {
            reader.Problems.Add(
                $"two targets are for {same.Key}: {string.Join(", ", same.Select(target => target.Triple))}",
                reader.LocationOf(Targets),
                "build the second one as a component of its own, so that their archives get names of their own");
        }

        return targets;
    }

    private static ImmutableArray<CargoBuildTarget> Triples(SectionReader reader)
    {
        var targets = ImmutableArray.CreateBuilder<CargoBuildTarget>();
        foreach (var triple in List(reader, Targets).Distinct(StringComparer.Ordinal))
        {
            if (TargetPlatform.TryFromRustTarget(triple, out var platform, out _))
                targets.Add(new CargoBuildTarget(platform, triple));
            else
                reader.Problems.Add($"'{triple}' is no target that releases are made for", reader.LocationOf(Targets), "rustc --print target-list shows the names");
        }

        return targets.ToImmutable();
    }

    private static ImmutableArray<CargoBuildTarget> OfPlatforms(SectionReader reader)
    {
        var isMusl = reader.Get(AbiKey) == "musl";
        var platforms = List(reader, Platforms);
        var targets = ImmutableArray.CreateBuilder<CargoBuildTarget>();
        foreach (var platform in (platforms.IsEmpty ? [TargetPlatform.Parse("linux/amd64")] : platforms).Select(platform => platform.Normalized).Distinct())
        {
            var abi = platform.Os != "linux" ? Abi.Native : isMusl ? Abi.Musl : Abi.Gnu;
            if (platform.RustTarget(abi) is { } triple)
                targets.Add(new CargoBuildTarget(platform, triple));
            else
                reader.Problems.Add($"Rust has no target for {platform}{(isMusl ? " with musl" : "")}", reader.LocationOf(Platforms), "name the triple under 'targets'");
        }

        return targets.ToImmutable();
    }

    private static ImmutableArray<T> List<T>(SectionReader reader, Setting<ImmutableArray<T>> key) => reader.Get(key) is { IsDefault: false } list ? list : [];
}
