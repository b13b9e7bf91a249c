using System.Text.Json;
using Drayage.Acceptance.Repositories;
using Drayage.Testing;

namespace Drayage.Acceptance.Delivery.Shared;

/// <summary>A sealed release and the database of its journal.</summary>
internal sealed class SharedRelease(SealedCopy copy, PostgresDatabase database) : IDisposable
{
    private const string Variable = "TEST_JOURNAL";

    /// <summary>Delivers what is missing. The lease is short, so that a runner that is stopped is soon replaced.</summary>
    public Task<CommandOutcome> ResumeAsync(RegistryFixture registry) =>
        Drayage().Against(registry).With("DRAYAGE_LEASE", "2").RunAsync("resume", "--json");

    public Task<CommandOutcome> StatusAsync(params string[] arguments) => Drayage().RunAsync(["status", .. arguments]);

    /// <summary>Who has the release now: process id and token; zeros when nobody has.</summary>
    public async Task<(int Process, long Token)> HolderAsync()
    {
        using var status = JsonDocument.Parse((await StatusAsync("--json")).Output);
        return status.RootElement.TryGetProperty("holder", out var holder)
            ? (int.Parse(holder.GetProperty("runner").GetString()!.Split('/')[^1]), holder.GetProperty("token").GetInt64())
            : (0, 0);
    }

    public void Dispose() => copy.Dispose();

    private BuiltDrayage Drayage() => copy.Drayage.With("DRAYAGE_JOURNAL", $"env:{Variable}").With(Variable, database.ConnectionString);
}
