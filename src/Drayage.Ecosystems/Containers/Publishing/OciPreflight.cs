using System.Collections.Immutable;
using Drayage.Model.Delivery;
using Drayage.Oci.Distribution;
using Drayage.Pipeline.Publishing.Preflight;

namespace Drayage.Ecosystems.Containers.Publishing;

/// <summary>What a registry tells before the first push. No upload is begun for it, since not every registry lets one be taken back.</summary>
internal static class OciPreflight
{
    public static async Task<ImmutableArray<PreflightFinding>> RunAsync(
        Consignment consignment, RegistryClient client, RepositoryClient repository, CancellationToken cancellationToken)
    {
        var existing = await repository.ResolveAsync(consignment.Version, cancellationToken);
        return
        [
            PreflightFinding.Good(PreflightSubject.Reach, $"{client.Host.Name} answers"),
            await PermissionAsync(repository, cancellationToken),
            existing is null
                ? PreflightFinding.Good(PreflightSubject.Version, $"{consignment.Address}:{consignment.Version} is free")
                : PreflightFinding.Unknown(PreflightSubject.Version, $"{consignment.Address}:{consignment.Version} is there ({existing.Digest}); whether it is the same shows when it is built"),
        ];
    }

    private static async Task<PreflightFinding> PermissionAsync(RepositoryClient repository, CancellationToken cancellationToken) =>
        await repository.AskForPushAsync(cancellationToken) switch
        {
            PushRight.Granted => PreflightFinding.Good(PreflightSubject.Permission, $"the registry gives a token that allows pushing to {repository.Origin}"),
            PushRight.Denied => PreflightFinding.Refused(PreflightSubject.Permission, $"the registry gives a token, and it does not allow pushing to {repository.Origin}: check the credential and its scope"),
            _ => PreflightFinding.Unknown(PreflightSubject.Permission, "whether the credential may push cannot be known before the first upload"),
        };
}
