namespace Drayage.Ecosystems.DotNet.Detection.Evaluation;

/// <summary>Stands for a value that is not guessed: the clock, the environment, the machine, a function not modelled here.</summary>
internal sealed class Unknown
{
    public static readonly Unknown Value = new();

    private Unknown()
    {
    }
}
