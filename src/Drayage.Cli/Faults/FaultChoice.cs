using System.Globalization;
using System.Security.Cryptography;
using Drayage.Model;
using Drayage.Registries.Faults.Presets;
using Drayage.Registries.Faults.Scripts;

namespace Drayage.Cli.Faults;

/// <summary>What <c>--faults</c> names: a file, or a preset with its seed.</summary>
internal abstract record FaultChoice
{
    // Long enough to be felt, short enough that a rehearsal is not spent on it.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1.5);

    private FaultChoice()
    {
    }

    public sealed record Storm(int Seed) : FaultChoice;

    public sealed record Flaky(int Seed) : FaultChoice;

    /// <param name="Name">A destination, or a protocol.</param>
    public sealed record Down(string Name) : FaultChoice;

    /// <param name="Path">Absolute.</param>
    public sealed record File(string Path) : FaultChoice;

    /// <param name="text">What the user wrote.</param>
    /// <param name="directory">What relative paths start from.</param>
    /// <exception cref="ReleaseException">A preset is named, and what follows is not for it.</exception>
    public static FaultChoice Parse(string text, string directory) => text.Split(':', 2) switch
    {
        [FaultPresets.Storm, .. var seed] => new Storm(SeedOf(text, seed)),
        [FaultPresets.Flaky, .. var seed] => new Flaky(SeedOf(text, seed)),
        [FaultPresets.Down, { Length: > 0 } name] => new Down(name),
        [FaultPresets.Down, ..] => throw new ReleaseException(ExitCode.Usage, "--faults down names no destination", $"'{text}'", "write down:NAME, such as down:ghcr"),
        _ => new File(Path.GetFullPath(text, directory)),
    };

    /// <summary>The script, with destinations as the user named them.</summary>
    /// <exception cref="ReleaseException">The file cannot be read, or is no fault script.</exception>
    public async Task<FaultScript> LoadAsync(CancellationToken cancellationToken) => this switch
    {
        Storm storm => StormPreset.Of(storm.Seed, LongestWait),
        Flaky flaky => FaultPresets.FlakyOf(flaky.Seed),
        Down down => FaultPresets.DownOf(down.Name),
        File file => FaultScriptFile.Read(await ReadAsync(file.Path, cancellationToken), file.Path),
        _ => throw new InvalidOperationException("unreachable: the union is closed"),
    };

    // A seed that was not chosen is told with the report, so that the same faults can be had again.
    private static int SeedOf(string text, string[] seed) => seed switch
    {
        [] => RandomNumberGenerator.GetInt32(1, 1_000_000),
        [var given] when int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw new ReleaseException(ExitCode.Usage, "--faults: the seed is no number", $"'{text}'", "write a whole number from 0 on, such as storm:42"),
    };

    private static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await System.IO.File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(
                ExitCode.Usage,
                $"--faults: {path} cannot be read",
                unreadable.Message,
                $"name a file, or a preset: {FaultPresets.Storm}, {FaultPresets.Flaky}, {FaultPresets.Down}:NAME",
                unreadable);
        }
    }
}
