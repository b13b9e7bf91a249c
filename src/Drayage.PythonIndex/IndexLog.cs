namespace Drayage.PythonIndex;

/// <summary>Takes one line of what an index does; it may be called from any thread.</summary>
public delegate void IndexLog(string line);
