using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Drayage.Model.Artifacts;
using Drayage.Model.Delivery;
using Drayage.Model.Waybills;

namespace Drayage.Cli.Rehearsal;

/// <summary>Pulls each image for this machine's platform and starts it with podman, asking the program for its version.</summary>
internal sealed class PodmanProof : IClientProof
{
    public string Program => "podman";

    public string Install => "apt-get install podman runc";

    public bool Covers(Consignment consignment) => consignment.Kind == "oci";

    public async Task<ImmutableArray<Proof>> RunAsync(Waybill waybill, Consignment consignment, ProofTools tools, CancellationToken cancellationToken)
    {
        var put = consignment.Effects.OfType<Effect.Put>().First();
        if (waybill.Artifacts.First(a => a.Name.Text == put.Name).Kind != ArtifactKind.Image)
            return [];
        var place = tools.Scratch("podman-" + consignment.Id);
        // podman takes no longer path than 50 characters for what it keeps while a container runs.
        var running = Directory.CreateTempSubdirectory("drayage-");
        var image = SkopeoProof.Reference(consignment, tools);
        // A store of its own: the user's images stay as they are, and nothing is taken from them.
        ImmutableArray<string> store = ["--root", Path.Combine(place, "root"), "--runroot", running.FullName, "--storage-driver", "vfs", "--runtime", "runc", "--cgroup-manager", "cgroupfs"];
        var pulled = await tools.RunAsync("podman", [.. store, "pull", "--quiet", "--tls-verify=false", image], place, [], cancellationToken);
        if (!pulled.Succeeded)
            return [new Proof("podman", consignment.Id, ProofOutcome.Failed, pulled.Error)];
        var run = await tools.RunAsync(
            "podman",
            [.. store, "run", "--rm", "--network", "none", "--ulimit", "nofile=4096:4096", "--ulimit", "nproc=2000:2000", "--pull", "never", image, "--version"],
            place,
            [],
            cancellationToken);
        await tools.RunAsync("podman", [.. store, "rmi", "--force", image], place, [], cancellationToken);
        if (running.Exists)
            running.Delete(recursive: true);
        var saw = $"ran on linux/{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}: {run.Output}";
        return [new Proof("podman", consignment.Id, run.Succeeded ? ProofOutcome.Held : ProofOutcome.Failed, run.Succeeded ? saw : run.Error)];
    }
}
