using Drayage.Ecosystems.Helm.Building;
using Drayage.Ecosystems.Helm.Detection;
using Drayage.Ecosystems.Helm.Versions;
using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Building;
using Drayage.Pipeline.Composition;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Versioning;

namespace Drayage.Ecosystems.Helm;

/// <summary>Helm charts, packed in this process: no helm is needed.</summary>
public sealed class HelmEcosystem : IEcosystem
{
    public string Name => EcosystemName.Helm;

    public NativeSpelling Spelling => NativeSpelling.Helm;

    public IDetector Detector { get; } = new HelmDetector();

    public IBuilder Builder { get; } = new HelmBuilder();

    public IVersionedFiles VersionedFiles { get; } = new ChartVersions();

    public SettingsSection Section => HelmSettings.Section;

    public EcosystemSettings Read(SectionReader reader) => HelmSettings.Read(reader);
}
