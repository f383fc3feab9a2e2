a  
b
c 
