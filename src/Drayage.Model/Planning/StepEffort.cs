namespace Drayage.Model.Planning;

/// <summary>How long a step is expected to take where no earlier run tells. What takes long is started first.</summary>
public enum StepEffort
{
    /// <summary>Packs files: about a second.</summary>
    Light,

    /// <summary>Compiles quickly: some seconds.</summary>
    Moderate,

    /// <summary>Compiles and optimises: up to many minutes.</summary>
    Heavy,
}
