using Drayage.Model;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Processes;
using Drayage.Platform.Secrets;

namespace Drayage.Cli.Rehearsal;

/// <summary>The embedded registries that stand for the real ones, as the environment names them.</summary>
internal static class RehearsalSites
{
    /// <summary>What <c>drayage serve</c> or a rehearsal that was cut short left running; null where the real ones are meant.</summary>
    public static RehearsalSite? Served(ProcessEnvironment environment)
    {
        if (environment.Find("DRAYAGE_REHEARSAL_URL") is not { } address)
            return null;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var site) || !site.IsLoopback)
            throw new ReleaseException(ExitCode.Usage, "DRAYAGE_REHEARSAL_URL names no registry on this machine", $"'{address}'", "take the address that drayage serve or rehearse --keep printed");
        var token = environment.Find("DRAYAGE_REHEARSAL_TOKEN") ?? throw new ReleaseException(
            ExitCode.Usage, "DRAYAGE_REHEARSAL_TOKEN is not set", "the embedded registries want the token that they were started with", "export the token that drayage serve or rehearse --keep printed");
        return new RehearsalSite(site, new Secret(token));
    }
}
