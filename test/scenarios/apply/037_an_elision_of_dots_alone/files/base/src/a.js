start
middle
end
