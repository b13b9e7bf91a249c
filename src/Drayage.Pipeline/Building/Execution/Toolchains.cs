using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Platform.Processes;
using Drayage.Platform.Storage;

namespace Drayage.Pipeline.Building.Execution;

/// <summary>
/// Finds the programs that a plan needs before anything runs, and what version each is. Asking a toolchain costs up to half a second,
/// so answers are remembered, for all repositories of the user, as long as everything that decides the version stays the same.
/// </summary>
/// <param name="processes">Starts programs.</param>
/// <param name="environment">Of the user.</param>
/// <param name="repository">Absolute path of the repository, in which programs are asked.</param>
/// <param name="memory">The file that remembers; null remembers nothing.</param>
public sealed class Toolchains(StepProcesses processes, ProcessEnvironment environment, string repository, string? memory)
{
    // Far more than one machine's toolchains; what is older than a change of them is of no use.
    private const int MostAnswers = 500;

    private readonly ToolIdentity identity = new(environment, repository);

    /// <returns>Program → version text.</returns>
    /// <exception cref="ReleaseException">A program is missing: named with every step that needs it.</exception>
    public async Task<ImmutableDictionary<string, string>> FindAsync(ImmutableArray<BuildStep> steps, CancellationToken cancellationToken)
    {
        var needed = steps.SelectMany(s => s.Tools).DistinctBy(t => t.Program).ToArray();
        RefuseMissing(steps, needed);
        var known = Load();
        var found = await Task.WhenAll(needed.Select(tool => AskAsync(tool, known, cancellationToken)));
        if (found.Any(f => !known.ContainsKey(f.Identity)))
            await SaveAsync(known, found, cancellationToken);
        return found.ToImmutableDictionary(f => f.Program, f => f.Version);
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

    private async Task<(string Program, string Identity, string Version)> AskAsync(
        ToolRequirement tool, ImmutableSortedDictionary<string, string> known, CancellationToken cancellationToken)
    {
        var path = processes.Find(tool.Program)!;
        var key = identity.Of(tool, path).Hex;
        if (known.TryGetValue(key, out var version))
            return (tool.Program, key, version);
        var (_, output) = await processes.AskAsync(path, tool.VersionArguments, repository, cancellationToken);
        return (tool.Program, key, output.Trim());
    }

    private ImmutableSortedDictionary<string, string> Load()
    {
        try
        {
            return memory is null
                ? ImmutableSortedDictionary<string, string>.Empty
                : JsonSerializer.Deserialize(File.ReadAllBytes(memory), BuildCacheJson.Default.ToolVersionRecords)?.Answers
                    ?? ImmutableSortedDictionary<string, string>.Empty;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            // A memory that cannot be read is an empty one.
            return ImmutableSortedDictionary<string, string>.Empty;
        }
    }

    private async Task SaveAsync(
        ImmutableSortedDictionary<string, string> known, (string Program, string Identity, string Version)[] found, CancellationToken cancellationToken)
    {
        if (memory is null)
            return;
        var answers = (known.Count < MostAnswers ? known : known.Clear()).SetItems(found.Select(f => KeyValuePair.Create(f.Identity, f.Version)));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(memory)!);
            await AtomicFile.WriteAsync(memory, JsonSerializer.SerializeToUtf8Bytes(new ToolVersionRecords(answers), BuildCacheJson.Default.ToolVersionRecords), cancellationToken);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            // Without a memory the next run asks again.
        }
    }
}
