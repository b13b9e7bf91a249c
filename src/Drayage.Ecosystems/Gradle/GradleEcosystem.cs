using Drayage.Ecosystems.Gradle.Detection;
using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Building;
using Drayage.Pipeline.Composition;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Gradle;

/// <summary>Gradle projects, which are detected only.</summary>
public sealed class GradleEcosystem : IEcosystem
{
    public string Name => EcosystemName.Gradle;

    public NativeSpelling Spelling => NativeSpelling.Maven;

    public IDetector Detector { get; } = new GradleDetector();

    public IBuilder? Builder => null;

    public SettingsSection? Section => null;

    public EcosystemSettings Read(SectionReader reader) => throw new InvalidOperationException("Gradle components have no settings: the ecosystem has no builder");
}
