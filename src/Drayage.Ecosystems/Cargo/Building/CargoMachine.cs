using System.Text.Json;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Model.Targets;
using Drayage.Pipeline.Building;

namespace Drayage.Ecosystems.Cargo.Building;

/// <summary>What only the machine knows when a step runs: its own triple, cross linkers, where cargo keeps the sources of dependencies.</summary>
internal sealed class CargoMachine(BuildStep step, IStepRun run)
{
    public const string TargetSetting = "target";
    public const string PackageSetting = "package";

    private readonly string triple = step.Settings[TargetSetting];

    public async Task BuildAsync(CancellationToken cancellationToken)
    {
        var host = await HostAsync(cancellationToken);
        if (host is not null && host != triple)
            await RequireTargetAsync(cancellationToken);
        var linker = host is null ? null : CrossLinker(host);
        var sources = await DependencySourcesAsync(cancellationToken);
        await run.RunCommandsAsync(command => Adapt(command, linker, sources), cancellationToken);
    }

    private PlannedCommand Adapt(PlannedCommand command, string? linker, IReadOnlyCollection<string> sources)
    {
        var target = new CargoBuildTarget(step.Platform!, triple);
        var variable = $"CARGO_TARGET_{target.VariableName}_LINKER";
        if (linker is not null && !command.Environment.ContainsKey(variable))
            command = command with { Environment = command.Environment.Add(variable, linker) };
        // The directory of the user's registry would otherwise stand in panic messages and change the bytes.
        var remapped = command.Arguments.Select(argument => argument.Contains(".rustflags=[", StringComparison.Ordinal)
            ? argument[..^1] + string.Concat(sources.Select(source => $", '--remap-path-prefix={source}=/cargo'")) + "]"
            : argument);
        return command with { Arguments = [.. remapped] };
    }

    private async Task<string?> HostAsync(CancellationToken cancellationToken)
    {
        var (code, output) = await run.AskAsync("rustc", ["--version", "--verbose"], cancellationToken);
        return code == 0 ? output.Split('\n').FirstOrDefault(line => line.StartsWith("host: ", StringComparison.Ordinal))?[6..].Trim() : null;
    }

    private async Task RequireTargetAsync(CancellationToken cancellationToken)
    {
        var (code, output) = await run.AskAsync("rustc", ["--print", "target-libdir", "--target", triple], cancellationToken);
        if (code == 0 && Directory.Exists(output.Trim()))
            return;
        throw new ReleaseException(
            ExitCode.Refused,
            $"build step {step.Id} needs the Rust target {triple}, which is not installed",
            code == 0 ? $"its standard library is not at {output.Trim()}" : "rustc does not know the target",
            $"rustup target add {triple}");
    }

    /// <summary>The C compiler for another system or architecture, where one is on PATH; cargo's own choice would be that of the host.</summary>
    private string? CrossLinker(string host)
    {
        if (!TargetPlatform.TryFromRustTarget(host, out var hostPlatform, out _) || hostPlatform == step.Platform)
            return null;
        var candidates = LinkerNames(triple);
        var found = candidates.FirstOrDefault(name => run.FindProgram(name) is not null);
        if (found is null && candidates.Length > 0)
            run.Log($"no cross linker on PATH ({string.Join(", ", candidates)}); set linkers.{triple} in drayage.yaml if linking fails");
        return found;
    }

    private static string[] LinkerNames(string triple) => triple.Split('-') switch
    {
        ["armv7", _, "linux", "gnueabihf"] => ["arm-linux-gnueabihf-gcc"],
        ["armv7", _, "linux", "musleabihf"] => ["arm-linux-musleabihf-gcc", "arm-linux-gnueabihf-gcc"],
        [var arch, _, "linux", "gnu"] => [$"{Gcc(arch)}-linux-gnu-gcc"],
        [var arch, _, "linux", "musl"] => [$"{Gcc(arch)}-linux-musl-gcc", $"{Gcc(arch)}-linux-gnu-gcc"],
        [var arch, "pc", "windows", "gnu"] => [$"{arch}-w64-mingw32-gcc"],
        _ => [],
    };

    private static string Gcc(string architecture) => architecture switch
    {
        "riscv64gc" => "riscv64",
        var other => other,
    };

    /// <summary>The directories below which cargo unpacked sources of registries and of git dependencies.</summary>
    private async Task<IReadOnlyCollection<string>> DependencySourcesAsync(CancellationToken cancellationToken)
    {
        var manifest = Path.Combine(run.Root, step.Settings[PackageSetting], "Cargo.toml");
        var (code, output) = await run.AskAsync("cargo", ["metadata", "--format-version", "1", "--manifest-path", manifest], cancellationToken);
        if (code != 0)
            return [];
        using var metadata = JsonDocument.Parse(output[output.IndexOf('{')..]);
        return [.. metadata.RootElement.GetProperty("packages").EnumerateArray()
            .Where(package => package.GetProperty("source").ValueKind == JsonValueKind.String)
            .Select(package => Home(package.GetProperty("manifest_path").GetString()!))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)];
    }

    private static string? Home(string manifest)
    {
        var unified = manifest.Replace('\\', '/');
        var end = Math.Max(unified.LastIndexOf("/registry/src/", StringComparison.Ordinal), unified.LastIndexOf("/git/checkouts/", StringComparison.Ordinal));
        return end < 0 ? null : manifest[..end];
    }
}
