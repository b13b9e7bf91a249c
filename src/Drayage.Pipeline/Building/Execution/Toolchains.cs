using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Pipeline.Layout;

namespace Drayage.Pipeline.Building.Execution;

/// <summary>
/// Finds the programs that a plan needs before anything runs, and what version each is. Asking a toolchain costs up to
/// half a second, so answers are remembered as long as the executable and the files that select its version stay the same.
/// </summary>
public sealed class Toolchains(WorkLayout layout, StepProcesses processes)
{
    // Shims such as rustup's stay the same file while the version behind them changes; these files decide it.
    private static readonly ImmutableArray<string> Selectors =
        ["rust-toolchain.toml", "rust-toolchain", "global.json", ".python-version", ".nvmrc", ".node-version", ".tool-versions", "go.work"];

    /// <returns>Program → version text.</returns>
    /// <exception cref="ReleaseException">A program is missing: named with every step that needs it.</exception>
    public async Task<ImmutableDictionary<string, string>> FindAsync(ImmutableArray<BuildStep> steps, CancellationToken cancellationToken)
    {
        var needed = steps.SelectMany(s => s.Tools).DistinctBy(t => t.Program).ToArray();
        RefuseMissing(steps, needed);
        var known = Load();
        var found = await Task.WhenAll(needed.Select(tool => AskAsync(tool, known, cancellationToken)));
        var records = known.SetItems(found.Select(f => KeyValuePair.Create(f.Program, f.Record)));
        Save(records);
        return found.ToImmutableDictionary(f => f.Program, f => f.Record.Version);
    }

    private void RefuseMissing(ImmutableArray<BuildStep> steps, ToolRequirement[] needed)
    {
        var missing = needed.Where(tool => processes.Find(tool.Program) is null).ToArray();
        if (missing.Length == 0)
            return;
        throw new ReleaseException(
            ExitCode.Refused,
            $"missing toolchain: {string.Join(", ", missing.Select(t => t.Program))}",
            string.Join('\n', missing.Select(t => $"{t.Program} is not on PATH and is needed by {string.Join(", ", steps.Where(s => s.Tools.Any(x => x.Program == t.Program)).Select(s => s.Id))}")),
            string.Join('\n', missing.Select(t => t.Install)));
    }

    private async Task<(string Program, ToolVersionRecord Record)> AskAsync(
        ToolRequirement tool, ImmutableSortedDictionary<string, ToolVersionRecord> known, CancellationToken cancellationToken)
    {
        var path = processes.Find(tool.Program)!;
        var identity = string.Join('\n', Selectors.Select(name => Path.Combine(layout.Root, name)).Prepend(path).Select(IdentityOf));
        if (known.TryGetValue(tool.Program, out var record) && record.Identity == identity)
            return (tool.Program, record);
        var (_, output) = await processes.AskAsync(path, tool.VersionArguments, layout.Root, cancellationToken);
        return (tool.Program, new ToolVersionRecord(identity, output.Trim()));
    }

    private static string IdentityOf(string path)
    {
        if (!File.Exists(path))
            return "";
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var file = new FileInfo(target);
        return $"{target} {file.Length} {file.LastWriteTimeUtc.Ticks}";
    }

    private ImmutableSortedDictionary<string, ToolVersionRecord> Load()
    {
        try
        {
            using var file = File.OpenRead(layout.ToolVersions);
            return JsonSerializer.Deserialize(file, BuildCacheJson.Default.ToolVersionRecords)?.Programs
                ?? ImmutableSortedDictionary<string, ToolVersionRecord>.Empty;
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException)
        {
            // A cache that cannot be read is an empty one.
            return ImmutableSortedDictionary<string, ToolVersionRecord>.Empty;
        }
    }

    private void Save(ImmutableSortedDictionary<string, ToolVersionRecord> records)
    {
        layout.Create();
        File.WriteAllText(layout.ToolVersions, JsonSerializer.Serialize(new ToolVersionRecords(records), BuildCacheJson.Default.ToolVersionRecords));
    }
}
