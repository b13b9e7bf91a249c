using System.Collections.Immutable;
using Drayage.Workflows.Fixing.Repairers.Actions;
using Drayage.Workflows.Fixing.Repairers.Guards;
using Drayage.Workflows.Fixing.Repairers.Permissions;
using Drayage.Workflows.Fixing.Repairers.Publishing;
using Drayage.Workflows.Fixing.Repairers.Python;
using Drayage.Workflows.Fixing.Repairers.Registries;
using Drayage.Workflows.Fixing.Repairers.Scripts;

namespace Drayage.Workflows.Fixing.Repairers;

/// <summary>Every repairer, one line each. Of repairs that collide the one that stands first here is made first.</summary>
internal static class RepairCatalog
{
    public static ImmutableArray<Repairer> All { get; } =
    [
        new BrokenContinuationRepairer(),
        new InstalledToolRepairer(),
        new PythonIndexRepairer(),
        new PackageTypeRepairer(),
        new NotAnImageRepairer(),
        new ImageNameRepairer(),
        new TagDriftRepairer(),
        new CombinedPushRepairer(),
        new IndexRepairer(),
        new LoginRepairer(),
        new PublishPermissionRepairer(),
        new IdentityPermissionRepairer(),
        new MissingPermissionsRepairer(),
        new SkipExistingRepairer(),
        new RepetitionRepairer(),
        new UnmappedSecretRepairer(),
        new SecretArgumentRepairer(),
        new WrappedBase64Repairer(),
        new ConcurrencyRepairer(),
        new PinnedActionRepairer(),
    ];
}
