using Drayage.Model.Versions;
using Drayage.Pipeline.Building;
using Drayage.Pipeline.Composition;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.DetectOnly;

/// <summary>An ecosystem whose packages are listed and warned about, and nothing more.</summary>
public sealed class DetectOnlyEcosystem : IEcosystem
{
    private DetectOnlyEcosystem(IDetector detector) => Detector = detector;

    public static DetectOnlyEcosystem Composer { get; } = new(new ComposerDetector());

    public static DetectOnlyEcosystem Bazel { get; } = new(new BazelDetector());

    public string Name => Detector.Ecosystem;

    // Composer and Bazel both take semantic versions; Cargo's spelling is the one without further rules.
    public NativeSpelling Spelling => NativeSpelling.Cargo;

    public IDetector Detector { get; }

    public IBuilder? Builder => null;

    public SettingsSection? Section => null;

    public EcosystemSettings Read(SectionReader reader) => throw new InvalidOperationException($"{Name} components have no settings: the ecosystem has no builder");
}
