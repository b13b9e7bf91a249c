using Drayage.Pipeline.Publishing;
using Drayage.Platform.Processes;

namespace Drayage.Ecosystems.Npm.Publishing.Configuration;

/// <summary>Asks npm itself, which knows its global configuration and what it was built with.</summary>
internal static class NpmDefaults
{
    /// <returns>The registry, or why npm did not tell.</returns>
    public static async Task<(Uri? Registry, string? Because)> RegistryAsync(ClientSurroundings client, CancellationToken cancellationToken)
    {
        var spec = new ProcessSpec
        {
            Program = "npm",
            Arguments = ["config", "get", "registry", "--no-update-notifier"],
            WorkingDirectory = client.Directory,
            Capture = ProcessCapture.Both,
        };
        return await client.Processes.RunAsync(spec, sink: null, cancellationToken) switch
        {
            ProcessResult.Exited { Succeeded: true } told when NpmConfiguration.AddressOf(told.OutputText.Trim()) is { } registry => (registry, null),
            ProcessResult.Exited { Succeeded: true } told => (null, $"npm config get registry told '{told.OutputText.Trim()}', which is no address"),
            ProcessResult.Exited failed => (null, $"npm config get registry ended with exit code {failed.ExitCode}: {failed.ErrorText.Trim()}"),
            ProcessResult.NotStarted missing => (null, $"npm cannot be asked: {missing.Detail}"),
            _ => throw new InvalidOperationException("unreachable: the union is closed"),
        };
    }
}
